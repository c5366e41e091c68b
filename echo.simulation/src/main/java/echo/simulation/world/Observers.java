package echo.simulation.world;

import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.party.View;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Tells several observers, in the order in which they came. */
final class Observers implements Observer {
    private final List<Observer> observers = new ArrayList<>();

    void add(Observer observer) {
        observers.add(observer);
    }

    @Override
    public void opened(SimNode node, FeedStore store) {
        observers.forEach(it -> it.opened(node, store));
    }

    @Override
    public void stored(SimNode node, Run run) {
        observers.forEach(it -> it.stored(node, run));
    }

    @Override
    public void published(SimNode node, View view) {
        observers.forEach(it -> it.published(node, view));
    }

    @Override
    public void asked(SimNode node, CompletionStage<?> receipt) {
        observers.forEach(it -> it.asked(node, receipt));
    }

    @Override
    public void acknowledged(SimNode node, Timeframe written) {
        observers.forEach(it -> it.acknowledged(node, written));
    }

    @Override
    public void crashed(SimNode node) {
        observers.forEach(it -> it.crashed(node));
    }

    @Override
    public void setBack(SimNode node) {
        observers.forEach(it -> it.setBack(node));
    }
}
