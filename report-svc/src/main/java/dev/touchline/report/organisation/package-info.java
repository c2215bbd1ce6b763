/** Stores and regions: when their days begin, and where they belonged. */
package dev.touchline.report.organisation;
