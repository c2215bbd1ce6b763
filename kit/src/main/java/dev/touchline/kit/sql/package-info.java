/** What all stores share in talking to PostgreSQL. */
package dev.touchline.kit.sql;
