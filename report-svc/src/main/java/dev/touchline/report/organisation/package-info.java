/** Stores, regions and partners: when days begin, where stores belonged, what partners do. */
package dev.touchline.report.organisation;
