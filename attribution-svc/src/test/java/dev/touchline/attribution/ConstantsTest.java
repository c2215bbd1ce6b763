package dev.touchline.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ProtocolMessageEnum;
import dev.touchline.attribution.fold.Binding;
import dev.touchline.attribution.fold.Channel;
import dev.touchline.attribution.fold.DocumentKey;
import dev.touchline.attribution.fold.Model;
import dev.touchline.attribution.fold.RelationStage;
import dev.touchline.attribution.fold.SalesChannel;
import dev.touchline.attribution.fold.Stage;
import dev.touchline.attribution.fold.TouchRule;
import dev.touchline.member.v1.BindingEndReason;
import dev.touchline.member.v1.BindingMode;
import dev.touchline.touch.v1.TouchStage;
import dev.touchline.type.v1.DocumentType;
import dev.touchline.type.v1.TouchChannel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The fold's constants are the contracts' constants: same names, and where they are mapped by place, same places. */
class ConstantsTest {

    @Test
    void constants_areThoseOfTheContracts() {
        assertThat(names(Channel.values())).isEqualTo(names(TouchChannel.values(), "TOUCH_CHANNEL_"));
        assertThat(names(Stage.values())).isEqualTo(names(TouchStage.values(), "TOUCH_STAGE_"));
        assertThat(names(Model.values())).isEqualTo(names(dev.touchline.attribution.v1.Model.values(), "MODEL_"));
        assertThat(names(DocumentKey.Type.values())).isEqualTo(names(DocumentType.values(), "DOCUMENT_TYPE_"));
        assertThat(names(SalesChannel.values()).subList(1, SalesChannel.values().length))
                .isEqualTo(names(dev.touchline.type.v1.SalesChannel.values(), "SALES_CHANNEL_"));
        assertThat(names(Binding.Mode.values()).subList(1, 3)).isEqualTo(names(BindingMode.values(), "BINDING_MODE_"));
        assertThat(names(Binding.EndReason.values()).subList(1, 8))
                .isEqualTo(names(BindingEndReason.values(), "BINDING_END_REASON_"));
        assertThat(names(RelationStage.values()))
                .isEqualTo(names(dev.touchline.attribution.v1.RelationStage.values(), "RELATION_STAGE_"));
        assertThat(names(TouchRule.values()))
                .containsExactlyInAnyOrderElementsOf(
                        names(dev.touchline.attribution.v1.TouchRule.values(), "TOUCH_RULE_"));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private static List<String> names(ProtocolMessageEnum[] constants, String prefix) {
        return Arrays.stream(constants)
                .map(constant -> ((Enum<?>) constant).name())
                .filter(name -> name.startsWith(prefix) && !name.equals(prefix + "UNSPECIFIED"))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }
}
