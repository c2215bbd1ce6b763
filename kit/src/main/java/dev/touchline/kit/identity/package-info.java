/** How services name a person without holding personal data. */
package dev.touchline.kit.identity;
