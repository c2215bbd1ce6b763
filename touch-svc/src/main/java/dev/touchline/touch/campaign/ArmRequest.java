package dev.touchline.touch.campaign;

import com.google.protobuf.ByteString;
import dev.touchline.type.v1.Arm;
import java.util.List;

/**
 * A unit to assign, as it was asked for.
 *
 * @param index position in the request
 * @param campaign campaign key
 * @param hashes the member by hashed identifiers, strong ones first
 * @param member the member by id; 0: by identifiers, or a store
 * @param store store key; empty: a member
 * @param arm as the sender randomised it; unspecified: to be drawn
 */
record ArmRequest(int index, String campaign, List<ByteString> hashes, long member, String store, Arm arm) {}
