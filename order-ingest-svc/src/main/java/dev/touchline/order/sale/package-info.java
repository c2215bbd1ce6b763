/** Sales and their documents in PostgreSQL. */
package dev.touchline.order.sale;
