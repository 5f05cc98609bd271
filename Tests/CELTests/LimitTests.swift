import CEL
import Foundation
import Testing

/// Long and deep texts, on a thread with a small stack.
struct LimitTests {
  /// Runs on a thread with 512 KiB of stack.
  private func onSmallStack<T: Sendable>(_ body: @escaping @Sendable () -> T) -> T? {
    let box = Box<T>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.value = body()
      done.signal()
    }
    thread.stackSize = 512 * 1024
    thread.start()
    done.wait()
    return box.value
  }

  /// Hands a value from one thread to another, which waits for it.
  private final class Box<T>: @unchecked Sendable {
    var value: T?
  }

  /// The kinds of problems of a text, and that it was evaluated where there are none.
  private func kinds(_ text: String) -> [ExpressionProblem.Kind]? {
    onSmallStack {
      let problems = Fixture.problems(text)
      _ = try? Fixture.evaluateUnchecked(text)
      if problems.isEmpty { _ = try? Fixture.evaluate(text) }
      return problems.map(\.kind)
    }
  }

  private static func nested(_ start: String, _ middle: String, _ end: String, _ count: Int) -> String {
    String(repeating: start, count: count) + middle + String(repeating: end, count: count)
  }

  static let deep: [(String, String, String)] = [
    ("(", "1", ")"), ("[", "1", "]"), ("{1: ", "1", "}"), ("-", "n", ""), ("!", "flag", ""),
    ("size([", "1", "])"),
    ("", "n", " + n"), ("n + (", "n", ")"), ("flag ? 1 : ", "1", ""), ("flag ? (", "1", ") : 1"),
    ("", "m", ".a"),
    ("", "l", "[0]"), ("l.all(a, ", "true", ")"), ("", "l", ".map(a, a)"), ("cel.bind(a, 1, ", "a", ")"),
    ("false || true && 1 == 1 + 1 * (", "1", ")"), ("[n, flag ? {1: -(n) * (", "n", ")}[1] : 1]"),
    ("", "text", ".trim()"), ("optional.of(", "1", ")"), ("", "n", " < n"),
    ("l.exists(a, b, a > b || ", "true", ")"),
    ("{?'a': optional.of(", "1", ")}"), ("(n > 1 || flag && ", "flag", ")"),
  ]

  @Test(arguments: deep.indices)
  func `nesting without end is a problem and no crash`(_ index: Int) {
    let (start, middle, end) = Self.deep[index]
    let length = 60_000 / max(1, (start + end).utf8.count)
    #expect(kinds(Self.nested(start, middle, end, length)) == [.tooDeep], "\(start)…\(end)")
  }

  @Test(arguments: deep.indices)
  func `nesting up to the limit is read, checked and evaluated on a small stack`(_ index: Int) {
    let (start, middle, end) = Self.deep[index]
    var deepest = 0
    for count in [1, 10, 15, 20, 30, 45, 60, 90, 95, 96, 97, 98, 99, 100, 101] {
      let found = kinds(Self.nested(start, middle, end, count))
      if found?.contains(.tooDeep) == false { deepest = count }
    }
    #expect(deepest >= 10, "\(start)…\(end)")
  }

  @Test func `long chains of && and || are not deep`() throws {
    let chain = (0..<1_500).map { "n == \($0)" }.joined(separator: " || ")
    #expect(kinds(chain) == [])
    #expect(isSame(try Fixture.evaluate(chain), .bool(true)))
    #expect(kinds((0..<1_500).map { "n != \($0)" }.joined(separator: " && ")) == [])
  }

  @Test func `a text may be so long and no longer`() {
    #expect(Fixture.problems("1" + String(repeating: " ", count: 65_535)).isEmpty)
    #expect(Fixture.problems("1" + String(repeating: " ", count: 65_536)).map(\.kind) == [.tooLong])
    #expect(Fixture.problems("[" + String(repeating: "1,", count: 32_000) + "1]").map(\.kind) == [.tooLarge])
  }

  @Test(arguments: [10, 30])
  func `types that double with each use end`(_ count: Int) {
    let terms = (0..<count).map { "x\($0)[x\($0 + 1)] == x\($0 + 1)" }
    let others = (0..<count).map { "y\($0)[y\($0 + 1)] == y\($0 + 1)" }
    let text = (0...count).reduce((terms + others + ["x0 == y0"]).joined(separator: " && ")) { inner, level in
      "cel.bind(x\(level), [][0], cel.bind(y\(level), [][0], \(inner)))"
    }
    #expect(kinds(text) != nil)
  }

  @Test func `limits can be set`() {
    let limits = Limits(length: 24, depth: 3, nodes: 8)
    func kind(_ text: String) -> ExpressionProblem.Kind? {
      do throws(ExpressionProblem) {
        _ = try CEL.Expression.parse(text, limits: limits)
        return nil
      } catch { return error.kind }
    }
    #expect(kind("1 + 1") == nil)
    #expect(kind("1 + 1 + 1 + 1") == .tooDeep)
    #expect(kind("[1,1,1,1,1,1,1,1,1]") == .tooLarge)
    #expect(kind("1                   + 10000000") == .tooLong)
  }
}
