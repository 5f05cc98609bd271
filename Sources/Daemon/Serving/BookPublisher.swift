import Books
import Decisions
import Rules
import Serving
import Synchronization
import Telemetry

/// Brings what came of a look at the rule files to the event loop. A book's tables are built on the loader's queue, and
/// only swapped on the loop.
final class BookPublisher: Sendable {
  private let router: LoopBound<Router>
  private let expressions: ExpressionLimits
  private let keep: @Sendable (RecentlyWeakened) -> Void
  /// The newest book that was published, and what it and those before it weakened.
  private let newest: Mutex<(book: LoadedBook, weakened: RecentlyWeakened)>

  /// - Parameters:
  ///   - weakened: what the book weakens that serves.
  ///   - keep: called with what each book weakens that takes its place.
  init(
    to router: LoopBound<Router>, expressions: ExpressionLimits, serving: LoadedBook,
    weakened: RecentlyWeakened = RecentlyWeakened(),
    keep: @escaping @Sendable (RecentlyWeakened) -> Void = { _ in }
  ) {
    self.keep = keep
    self.router = router
    self.expressions = expressions
    newest = Mutex((serving, weakened))
  }

  /// To be called on the loader's queue.
  func publish(_ result: LoadResult) {
    let router = router
    switch result {
    case .loaded(let loaded):
      let change = newest.withLock { newest in
        let change = BookChange(from: newest.book, to: loaded, after: newest.weakened)
        newest = (loaded, change.recentlyWeakened)
        return change
      }
      keep(change.recentlyWeakened)
      let book = LoopBound(sending: ServingBook(loaded, expressions: expressions), to: router.loop)
      router.loop.execute { router.value.state.replaceBook(with: book.value, change) }
    case .unchanged(let loaded): router.loop.execute { router.value.state.confirmBook(loaded) }
    case .rejected(let rejection): router.loop.execute { router.value.state.rejectBook(rejection) }
    }
  }
}
