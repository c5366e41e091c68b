package echo.simulation.bugs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.simulation.run.KeptSeeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link PlantedBugs} stands on: changes that fit, or say that they do not; and worlds that are green without them. */
class PlantedBugsTest {
    private static final String ITEM_LOG = "echo.pipeline.items.ItemLog";

    @Test
    void withoutABugTheWorldsBehindTheLoaderKeepTheirPromisesAndReplay() throws InterruptedException {
        assertEquals(new Hunt.Outcome.Missed(1, 0), new Hunt(List.of(), true).play(1, 1));
    }

    @Test
    void theAncestorsOrderingRuleIsFound() throws InterruptedException {
        PlantedBug ancestor = PlantedBugs.all().get(0);
        assertEquals("a late mutation is appended", ancestor.name());
        assertInstanceOf(Hunt.Outcome.Found.class, new Hunt(ancestor.changes(), false).play(1, 20));
    }

    @Test
    void aKeptSeedFailsAgainWhenItsBugIsBack() throws InterruptedException {
        for (int i = 0; i < KeptSeeds.all().size(); i++) {
            PlantedBug bug = PlantedBugs.named(KeptSeeds.all().get(i).bug());
            Hunt.Outcome outcome = new Hunt(bug.changes(), false).play(~i, 1);
            assertInstanceOf(Hunt.Outcome.Found.class, outcome, bug.name() + ": " + outcome);
        }
    }

    @Test
    void everyPlantedBugFitsTheCodeOfToday() throws ClassNotFoundException {
        for (PlantedBug bug : PlantedBugs.all()) {
            BugLoader loader = new BugLoader(bug.changes());
            assertFalse(loader.unused().isEmpty(), bug.name());
            for (Change change : bug.changes()) {
                Class.forName(change.type(), true, loader); // the platform verifies what was woven
            }
            assertEquals(List.of(), loader.unused(), bug.name());
        }
    }

    @Test
    void namesOfPlantedBugsAreUnique() {
        List<String> names = PlantedBugs.all().stream().map(PlantedBug::name).toList();
        assertEquals(names.stream().distinct().toList(), names);
    }

    /** PROOF: 25 planted bugs, the ancestor's among them, each found within 500 seeds. */
    @Test
    void theLastHuntFoundEveryBug() {
        List<PlantedBug> bugs = PlantedBugs.all();
        assertTrue(bugs.size() >= 25, bugs.size() + " bugs");
        for (PlantedBug bug : bugs) {
            long seed = Finds.read().getOrDefault(bug.name(), 0L);
            assertTrue(seed >= 1 && seed <= 500, bug.name() + ": seed " + seed);
        }
    }

    @Test
    void aBugWhoseMethodIsGoneIsSaidNotToFit() throws InterruptedException {
        misfits(Change.skip(ITEM_LOG, "renamedSince"));
        misfits(Change.skip("echo.pipeline.items.GoneSince", "add"));
    }

    @Test
    void aBugThatFindsNothingToChangeIsSaidNotToFit() throws InterruptedException {
        misfits(Change.leaveOut(ITEM_LOG, "placeOf", "noLongerCalled"));
        misfits(Change.equal(ITEM_LOG, "placeOf"));
        misfits(Change.confuse(ITEM_LOG, "placeOf", "noSuchField", "typed"));
    }

    @Test
    void aBugInAClassThatNoWorldLoadsIsSaidNotToFit() throws InterruptedException {
        misfits(Change.skip("echo.storage.file.disk.NioDisk", "forceFolder"));
    }

    private static void misfits(Change change) throws InterruptedException {
        Hunt.Outcome outcome = new Hunt(List.of(change), false).play(1, 1);
        assertTrue(outcome instanceof Hunt.Outcome.Misfit, outcome::toString);
    }
}
