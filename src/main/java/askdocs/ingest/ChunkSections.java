package askdocs.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts a document at its headings and pages. A heading with nothing under it but deeper headings
 * goes with the first of these: alone it would be found for every question on its subject and
 * answer none.
 */
final class ChunkSections {
  private ChunkSections() {}

  static List<List<Block>> of(List<Block> blocks) {
    List<List<Block>> sections = new ArrayList<>();
    List<Block> open = new ArrayList<>();
    for (Block block : blocks) {
      if (!open.isEmpty() && opensSection(open, block)) {
        sections.add(List.copyOf(open));
        open.clear();
      }
      open.add(block);
    }
    if (!open.isEmpty()) {
      sections.add(List.copyOf(open));
    }
    return sections;
  }

  private static boolean opensSection(List<Block> open, Block block) {
    Block before = open.getLast();
    if (!block.page().equals(before.page())) {
      // What is cited from a chunk is on the chunk's page.
      return true;
    }
    if (block.kind() == Block.Kind.HEADING) {
      return before.kind() != Block.Kind.HEADING || !isUnder(block, before);
    }
    return !block.headings().equals(before.headings());
  }

  private static boolean isUnder(Block block, Block heading) {
    List<String> path = heading.headings();
    return block.headings().size() > path.size()
        && block.headings().subList(0, path.size()).equals(path);
  }
}
