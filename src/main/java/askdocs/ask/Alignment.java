package askdocs.ask;

import askdocs.ask.Wording.Token;
import java.util.Arrays;
import java.util.List;

/**
 * Where the words of one text stand in another, in the same order: as many as can be, telling words
 * before others, and side by side before scattered.
 */
final class Alignment {
  private static final int TELLING = 4;
  private static final int OTHER = 2;
  private static final int SIDE_BY_SIDE = 1;

  private final List<Token> some;
  private final List<Token> others;

  Alignment(List<Token> some, List<Token> others) {
    this.some = some;
    this.others = others;
  }

  /** For each word of the first its place in the second; −1 for those that have none. */
  int[] places() {
    int rows = some.size();
    int columns = others.size();
    int[][] best = new int[rows + 1][columns + 1];
    int[][] ending = new int[rows + 1][columns + 1];
    for (int row = 1; row <= rows; row++) {
      for (int column = 1; column <= columns; column++) {
        Token token = some.get(row - 1);
        if (token.isLike(others.get(column - 1))) {
          int before = ending[row - 1][column - 1];
          ending[row][column] =
              (token.tells() ? TELLING : OTHER)
                  + Math.max(best[row - 1][column - 1], before > 0 ? before + SIDE_BY_SIDE : 0);
        }
        best[row][column] =
            Math.max(ending[row][column], Math.max(best[row - 1][column], best[row][column - 1]));
      }
    }
    int[] places = new int[rows];
    Arrays.fill(places, -1);
    int row = rows;
    int column = columns;
    boolean matched = false;
    while (row > 0 && column > 0) {
      if (matched || (ending[row][column] == best[row][column] && ending[row][column] > 0)) {
        places[row - 1] = column - 1;
        int before = ending[row - 1][column - 1];
        matched = before > 0 && before + SIDE_BY_SIDE >= best[row - 1][column - 1];
        row--;
        column--;
      } else if (best[row - 1][column] == best[row][column]) {
        row--;
      } else {
        column--;
      }
    }
    return places;
  }
}
