/** Sales learn their member when member-svc tells who an identifier is. */
package dev.touchline.order.identify;
