/** Campaigns and the arms of their units. */
package dev.touchline.touch.campaign;
