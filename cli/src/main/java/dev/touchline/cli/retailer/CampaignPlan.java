package dev.touchline.cli.retailer;

import java.time.Instant;
import java.util.List;

/**
 * A campaign and how it really works: what the services must find out.
 *
 * @param key key of the campaign
 * @param name name for people
 * @param brand its brand; empty: the group
 * @param start first instant inside
 * @param end first instant outside
 * @param channels channels, one of which is drawn for each member
 * @param purpose its purpose
 * @param audience share of the brand's members who are in its audience
 * @param control share of the audience that is held out; 0: no arms
 * @param execution share of treated members for whom it is executed
 * @param effect probability of one more order by a member who was reached: the known causal effect
 */
record CampaignPlan(
        String key,
        String name,
        String brand,
        Instant start,
        Instant end,
        List<String> channels,
        String purpose,
        double audience,
        double control,
        double execution,
        double effect) {}
