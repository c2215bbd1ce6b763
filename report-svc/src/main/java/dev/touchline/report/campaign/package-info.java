/** Campaigns, who was held out of them, and how far each of their touches came. */
package dev.touchline.report.campaign;
