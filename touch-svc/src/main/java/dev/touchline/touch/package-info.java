/** touch-svc: campaigns, arms, and touches in their stages. */
package dev.touchline.touch;
