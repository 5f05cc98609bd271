/// Works out pointers to values inside one value of a document. It remembers where it is, so that values asked for
/// in the order of the text take one walk in all, however many there are.
package struct JSONPointerFinder: Sendable {
  /// A container on the way, and the value in it that the walk has come to.
  private struct Step {
    let container: JSONToken
    var isStarted = false
    var key: JSONToken?
    var value: JSONToken
    /// How many values of the container come before it.
    var position = 0

    init(_ container: JSONToken) {
      self.container = container
      value = container
    }
  }

  private let root: JSONToken
  private var steps: [Step] = []
  /// How many values the walks have come past so far.
  package private(set) var visited = 0

  /// - Parameter root: what the pointers begin at.
  package init(root: JSONToken) {
    self.root = root
  }

  /// The pointer to a value that is not a key; to the root for anything outside it.
  package mutating func pointer(to token: JSONToken, in document: borrowing JSONDocument) -> JSONPointer {
    guard token != root, document.contains(root, token) else { return JSONPointer() }
    while let last = steps.last, last.container == token || !document.contains(last.container, token) {
      steps.removeLast()
    }
    if steps.isEmpty { steps.append(Step(root)) }
    while advance(to: token, in: document), let last = steps.last, last.value != token {
      steps.append(Step(last.value))
    }
    return steps.reduce(JSONPointer()) { pointer, step in
      step.key.map { pointer.appending(document.string(at: $0)) } ?? pointer.appending(step.position)
    }
  }

  /// Goes on in the innermost container to the value that is or holds a token; from its beginning where the walk has
  /// come past it.
  private mutating func advance(to token: JSONToken, in document: borrowing JSONDocument) -> Bool {
    guard var step = steps.popLast() else { return false }
    if step.isStarted, token.index < step.value.index { step = Step(step.container) }
    let end = document.entry(step.container).next
    let isObject = document.kind(of: step.container) == .object
    while !step.isStarted || !document.contains(step.value, token) {
      let next = step.isStarted ? document.entry(step.value).next : step.container.index + 1
      guard next < end else { return false }
      step.position += step.isStarted ? 1 : 0
      step.isStarted = true
      step.key = isObject ? JSONToken(next) : nil
      step.value = JSONToken(isObject ? next + 1 : next)
      visited += 1
    }
    steps.append(step)
    return true
  }
}
