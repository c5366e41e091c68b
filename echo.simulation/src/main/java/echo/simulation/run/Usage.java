package echo.simulation.run;

import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.simulation.pipeline.Journal;
import echo.simulation.world.World;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a simulated party is used for.
 *
 * @param models what all nodes have
 * @param workload makes what people do in one world
 */
public record Usage(SortedMap<ModelId, Model<?>> models, Supplier<Workload> workload) {
    /** Of everything that ECHO brings a bit, and of two models that show what is applied twice or not at all. */
    public static final Usage EVERYDAY = new Usage(everydayModels(), EverydayWork::new);

    public Usage {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    }

    private static SortedMap<ModelId, Model<?>> everydayModels() {
        SortedMap<ModelId, Model<?>> models = World.Settings.ownModels();
        for (Journal journal : Journal.values()) {
            models.put(journal.id(), journal);
        }
        return models;
    }
}
