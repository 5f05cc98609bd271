/// A value that belongs to a loop, on its way through code that runs elsewhere. It may be carried anywhere, but read on
/// the loop only, which is checked at each access, in release builds too.
///
/// Unchecked because nobody can reach the value outside the loop: each access asserts it, and the value was there
/// already or is sent by somebody who has no other reference to it.
package struct LoopBound<Value>: @unchecked Sendable {
  private let bound: Value
  package let loop: any Loop

  /// Binds a value of the loop; to be called on it.
  package init(_ value: Value, on loop: any Loop) {
    loop.assertCurrent()
    bound = value
    self.loop = loop
  }

  /// Binds a value that nobody else holds; may be called on any thread.
  package init(sending value: sending Value, to loop: any Loop) {
    bound = value
    self.loop = loop
  }

  package var value: Value {
    loop.assertCurrent()
    return bound
  }
}
