/** Who is treated and who is held out: assigned once, for ever. */
package dev.touchline.touch.arm;
