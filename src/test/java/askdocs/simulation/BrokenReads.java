package askdocs.simulation;

import askdocs.ask.LiveDocuments;
import askdocs.ask.LiveDocuments.Live;
import askdocs.ask.Retriever;
import askdocs.ask.Retriever.Candidates;
import askdocs.ask.Retriever.Wanted;
import askdocs.knowledge.Access;
import askdocs.knowledge.Passage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Faults in searching. */
final class BrokenReads {
  private BrokenReads() {}

  static void readersWithoutLiveFilter(World world) {
    Retriever honest = world.ports.retriever;
    ThreadLocal<Map<String, Live>> found = ThreadLocal.withInitial(Map::of);
    world.ports.retriever =
        (wanted, deadline) -> {
          var candidates = honest.candidates(wanted, deadline);
          Map<String, Live> all = new HashMap<>();
          candidates
              .byMeaning()
              .forEach(one ->
                  all.put(
                      one.id().key(),
                      new Live(
                          one.id().generation(),
                          world
                              .index
                              .passage(one.id())
                              .map(Passage::access)
                              .orElse(Access.PUBLIC))));
          found.set(all);
          return candidates;
        };
    world.ports.live = (_, _, _) -> found.get();
  }

  static void readersOfOldRows(World world) {
    LiveDocuments honest = world.ports.live;
    Map<String, Live> replica = new HashMap<>();
    world.ports.live =
        (index, keys, deadline) -> {
          Map<String, Live> now = honest.live(index, keys, deadline);
          if (world.schedule.chance(2)) {
            replica.keySet().removeAll(keys);
            replica.putAll(now);
          }
          return keys.stream()
              .filter(replica::containsKey)
              .collect(Collectors.toMap(key -> key, replica::get));
        };
  }

  static void readersWithoutAccess(World world) {
    Retriever retriever = world.ports.retriever;
    LiveDocuments live = world.ports.live;
    world.ports.retriever =
        (wanted, deadline) ->
            retriever.candidates(
                new Wanted(
                    wanted.index(),
                    wanted.question(),
                    wanted.embedding(),
                    List.of("*", "!", "g:finance", "g:hr"),
                    wanted.filter(),
                    wanted.count(),
                    wanted.excluded()),
                deadline);
    world.ports.live =
        (index, keys, deadline) ->
            live.live(index, keys, deadline).entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        one -> new Live(one.getValue().generation(), Access.PUBLIC)));
  }

  static void readersThatSearchOnce(World world) {
    Retriever honest = world.ports.retriever;
    world.ports.retriever =
        (wanted, deadline) ->
            world.invariants.searches() > 0
                ? new Candidates(List.of(), List.of())
                : honest.candidates(wanted, deadline);
  }

  static void readersThatNeverTakeBack(World world) {
    Retriever honest = world.ports.retriever;
    ThreadLocal<Set<Retriever.DocumentVersion>> ever = ThreadLocal.withInitial(HashSet::new);
    world.ports.retriever =
        (wanted, deadline) -> {
          if (world.invariants.searches() == 0) {
            ever.get().clear();
          }
          ever.get().addAll(wanted.excluded());
          return honest.candidates(
              new Wanted(
                  wanted.index(),
                  wanted.question(),
                  wanted.embedding(),
                  wanted.principals(),
                  wanted.filter(),
                  wanted.count(),
                  ever.get()),
              deadline);
        };
  }
}
