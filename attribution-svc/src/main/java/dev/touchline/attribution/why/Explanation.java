package dev.touchline.attribution.why;

import dev.touchline.attribution.dirty.DirtyMembers;
import dev.touchline.attribution.dirty.Members;
import dev.touchline.attribution.dirty.Units;
import dev.touchline.attribution.facts.Sales.Home;
import dev.touchline.attribution.fold.Fold;
import dev.touchline.attribution.fold.Person;
import dev.touchline.attribution.fold.Policies;
import dev.touchline.attribution.fold.Verdict;
import dev.touchline.attribution.ledger.LedgerMessages;
import dev.touchline.attribution.ledger.Ledgers;
import dev.touchline.attribution.ledger.PersonFacts;
import dev.touchline.attribution.ledger.Persons;
import dev.touchline.attribution.policy.PolicyBook;
import dev.touchline.attribution.v1.ExplainOrderResponse;
import dev.touchline.attribution.v1.PerformanceVerdict;
import dev.touchline.attribution.v1.TouchRule;
import dev.touchline.attribution.v1.TouchVerdict;
import dev.touchline.kit.shard.Shard;
import dev.touchline.kit.time.ProtoTime;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The whole argument for one sale: the ledger as it stands, the verdict on every touch of the person, and every role's. */
@ApplicationScoped
public class Explanation {

    private final Members members;
    private final Persons persons;
    private final Ledgers ledgers;
    private final DirtyMembers dirty;
    private final PolicyBook book;

    public Explanation(Members members, Persons persons, Ledgers ledgers, DirtyMembers dirty, PolicyBook book) {
        this.members = members;
        this.persons = persons;
        this.ledgers = ledgers;
        this.dirty = dirty;
        this.book = book;
    }

    Uni<ExplainOrderResponse> of(SqlClient client, Home home) {
        Units unit = Units.of(List.of(home.unit()));
        ExplainOrderResponse.Builder response = ExplainOrderResponse.newBuilder();
        return members.read(client, unit)
                .map(known -> Members.canonical(unit, known))
                .chain(canonical -> dirty.isDirty(
                                client,
                                Shard.of(canonical.sorted().get(0)),
                                canonical.sorted().get(0))
                        .invoke(response::setDirty)
                        .chain(() -> book.current(client))
                        .chain(policies -> persons.load(client, canonical)
                                .invoke(facts -> judge(
                                        response,
                                        facts,
                                        policies,
                                        canonical.sorted().get(0),
                                        home.sale()))))
                .chain(() -> ledgers.ofSale(client, home.unit(), home.sale()))
                .map(event -> response.addAllEntries(event.getEntriesList()).build());
    }

    private void judge(
            ExplainOrderResponse.Builder response, PersonFacts facts, Policies policies, long canonical, long sale) {
        Fold fold = new Fold(facts.reference(), policies);
        Person person = facts.person(canonical);
        fold.verdicts(person, sale).forEach(verdict -> response.addVerdicts(verdict(verdict)));
        fold.performanceVerdicts(person, sale).forEach(verdict -> response.addPerformance(verdict(verdict)));
        facts.canonicalOf().keySet().stream()
                .filter(member -> member > 0)
                .sorted()
                .forEach(response::addMemberIds);
    }

    private static PerformanceVerdict verdict(dev.touchline.attribution.fold.PerformanceVerdict verdict) {
        PerformanceVerdict.Builder message = PerformanceVerdict.newBuilder()
                .setBrand(verdict.brand())
                .setRole(verdict.role().name())
                .setApplies(verdict.applies())
                .setDecided(verdict.decided())
                .setExplanation(verdict.explanation());
        if (verdict.owner() != null) {
            message.setPerformance(LedgerMessages.owner(verdict.owner()));
        }
        return message.build();
    }

    private static TouchVerdict verdict(Verdict verdict) {
        TouchVerdict.Builder message = TouchVerdict.newBuilder()
                .setBrand(verdict.brand())
                .setKey(LedgerMessages.key(verdict.touch().key()))
                .setCampaign(verdict.touch().campaign())
                .setChannel(LedgerMessages.channel(verdict.touch().channel()))
                .setEligible(verdict.rule() == dev.touchline.attribution.fold.TouchRule.ELIGIBLE)
                .setRule(TouchRule.valueOf("TOUCH_RULE_" + verdict.rule().name()))
                .setExplanation(verdict.explanation());
        if (verdict.qualifiedAt() != null) {
            message.setQualifiedAt(ProtoTime.timestamp(verdict.qualifiedAt()));
        }
        return message.build();
    }
}
