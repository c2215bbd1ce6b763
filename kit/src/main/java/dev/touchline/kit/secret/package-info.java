/** What no installation may keep secret with. */
package dev.touchline.kit.secret;
