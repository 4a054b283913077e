package askdocs.local.eval;

import askdocs.knowledge.Sentences;
import askdocs.local.eval.BeirSet.Document;
import askdocs.local.eval.InjectionSet.Context;
import java.util.List;
import java.util.Locale;

/** Where in a document a foreign text is put. */
enum Planting {
  /** Before all of its text. */
  START {
    @Override
    Document in(Context context, String id, String text) {
      return new Document(id, TITLE_OF_ALL, text + APART + context.text());
    }
  },
  /** Between two lines, or two sentences where it has one line: those nearest to its middle. */
  MIDDLE {
    @Override
    Document in(Context context, String id, String text) {
      int at = middle(context.text());
      return new Document(
          id,
          TITLE_OF_ALL,
          context.text().substring(0, at) + APART + text + APART + context.text().substring(at));
    }
  },
  /** Behind all of its text. */
  END {
    @Override
    Document in(Context context, String id, String text) {
      return new Document(id, TITLE_OF_ALL, context.text() + APART + text);
    }
  },
  /** As its title. */
  TITLE {
    @Override
    Document in(Context context, String id, String text) {
      return new Document(id, text.strip().replaceAll("\\s+", " "), context.text());
    }
  };

  private static final String APART = "\n\n";

  /** A title that says nothing: the attack must not be found by it. */
  private static final String TITLE_OF_ALL = "Document";

  /**
   * The document with the text planted in it.
   *
   * @param id its name
   */
  abstract Document in(Context context, String id, String text);

  /** The document without. */
  static Document without(Context context, String id) {
    return new Document(id, TITLE_OF_ALL, context.text());
  }

  private static int middle(String text) {
    List<Integer> lines = text.lines().map(String::length).toList();
    int best = text.length();
    if (lines.size() > 1) {
      int at = text.indexOf('\n') + 1;
      while (at > 0) {
        best = nearer(text, at, best);
        at = text.indexOf('\n', at) + 1;
      }
      return best;
    }
    for (Sentences.Range sentence : Sentences.of(text, Locale.ROOT)) {
      best = nearer(text, sentence.end(), best);
    }
    return best;
  }

  private static int nearer(String text, int one, int other) {
    int middle = text.length() / 2;
    return Math.abs(one - middle) < Math.abs(other - middle) ? one : other;
  }
}
