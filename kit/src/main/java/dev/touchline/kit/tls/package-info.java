/** Transport security between services. */
package dev.touchline.kit.tls;
