package dev.touchline.touch.campaign;

import dev.touchline.kit.error.Check;
import dev.touchline.kit.error.Rejection;
import dev.touchline.touch.Forms;
import dev.touchline.touch.PersonForm;
import dev.touchline.touch.v1.ArmInput;
import dev.touchline.type.v1.ErrorReason;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads a unit to assign, and refuses what is outside the contract. */
@ApplicationScoped
class ArmForm {

    private final PersonForm person;

    ArmForm(PersonForm person) {
        this.person = person;
    }

    ArmRequest read(int index, ArmInput input) {
        Forms.key("campaign", input.getCampaign(), 1);
        Forms.key("store", input.getStore(), 0);
        Check.range("member_id", input.getMemberId(), 0, Long.MAX_VALUE);
        Forms.known("arm", input.getArm());
        boolean named = input.getMemberId() > 0 || input.getIdentifiersCount() > 0;
        if (!named && input.getStore().isEmpty()) {
            throw Rejection.required("identifiers");
        }
        if (named && !input.getStore().isEmpty()) {
            throw Rejection.field(
                    ErrorReason.ERROR_REASON_FIELD_OUT_OF_RANGE, "store", "a store beside a member", "one of the two");
        }
        return new ArmRequest(
                index,
                input.getCampaign(),
                input.getMemberId() > 0 ? java.util.List.of() : person.hashes(input.getIdentifiersList()),
                input.getMemberId(),
                input.getStore(),
                input.getArm());
    }
}
