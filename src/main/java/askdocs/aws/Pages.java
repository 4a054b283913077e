package askdocs.aws;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** The members of a listing that comes in pages, each fetched when the one before is used up. */
final class Pages<T> implements Iterator<T> {
  private Iterator<T> members = List.<T>of().iterator();
  private Optional<Supplier<Page<T>>> following;

  /**
   * @param first fetches the first page
   */
  Pages(Supplier<Page<T>> first) {
    this.following = Optional.of(first);
  }

  /**
   * A page.
   *
   * @param members what is on it; there may be nothing, and yet more pages
   * @param following fetches the page behind it, where there is one
   */
  record Page<T>(List<T> members, Optional<Supplier<Page<T>>> following) {
    Page {
      members = List.copyOf(members);
    }
  }

  @Override
  public boolean hasNext() {
    while (!members.hasNext() && following.isPresent()) {
      Page<T> page = following.get().get();
      members = page.members().iterator();
      following = page.following();
    }
    return members.hasNext();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return members.next();
  }
}
