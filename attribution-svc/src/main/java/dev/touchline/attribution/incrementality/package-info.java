/** What campaigns caused: reads the arms as they were drawn, asks {@code lift}, and says what was checked. */
package dev.touchline.attribution.incrementality;
