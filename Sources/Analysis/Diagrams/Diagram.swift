/// A function over all states: at each node a dimension is looked at, and each of its cells leads on, down to an answer.
/// The functions of one store that are equal are the same number, so that equality costs nothing.
package struct Diagram: Sendable, Hashable {
  /// From 0: a node of the store; below: the answer `-1 - number`.
  let number: Int32

  /// The function that gives the same answer everywhere.
  package static func always(_ answer: Int32) -> Diagram { Diagram(number: -1 - answer) }

  /// The answer, where it is the same everywhere.
  package var answer: Int32? { number < 0 ? -1 - number : nil }
}

/// More nodes than a comparison may take.
package struct DiagramLimit: Error, Sendable {}

/// The nodes of diagrams over numbered dimensions, each once (after Bryant, "Graph-Based Algorithms for Boolean Function
/// Manipulation", 1986, with as many branches at a node as its dimension has cells). Dimensions are looked at in the
/// order of their numbers.
package struct DiagramStore {
  private struct Key: Hashable {
    let dimension: Int32
    let branches: [Diagram]
  }

  private var keys: [Key] = []
  private var numbers: [Key: Int32] = [:]
  private let limit: Int

  /// - Parameter limit: nodes at most.
  package init(limit: Int = 1_000_000) {
    self.limit = limit
  }

  package var count: Int { keys.count }

  /// The function that gives what the branch of a dimension's cell gives.
  ///
  /// - Parameter branches: by cell; they look only at later dimensions.
  package mutating func node(_ dimension: Int, _ branches: [Diagram]) throws(DiagramLimit) -> Diagram {
    guard let first = branches.first else { return .always(0) }
    if branches.allSatisfy({ $0 == first }) { return first }
    let key = Key(dimension: Int32(dimension), branches: branches)
    if let number = numbers[key] { return Diagram(number: number) }
    guard keys.count < limit else { throw DiagramLimit() }
    let number = Int32(keys.count)
    keys.append(key)
    numbers[key] = number
    return Diagram(number: number)
  }

  /// The dimension that is looked at first; nil where the answer is the same everywhere.
  package func dimension(of diagram: Diagram) -> Int? {
    diagram.number < 0 ? nil : Int(keys[Int(diagram.number)].dimension)
  }

  /// By cell; empty where the answer is the same everywhere.
  package func branches(of diagram: Diagram) -> [Diagram] {
    diagram.number < 0 ? [] : keys[Int(diagram.number)].branches
  }

  /// What a function gives for a state, as the cell of each dimension.
  package func answer(of diagram: Diagram, at cells: (Int) -> Int) -> Int32 {
    var diagram = diagram
    while diagram.number >= 0 {
      let key = keys[Int(diagram.number)]
      diagram = key.branches[cells(Int(key.dimension))]
    }
    return -1 - diagram.number
  }

  /// All answers that a function gives, ascending.
  package func answers(of diagram: Diagram) -> [Int32] {
    var seen: Set<Diagram> = []
    var found: Set<Int32> = []
    var open = [diagram]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      if let answer = next.answer { found.insert(answer) } else { open += branches(of: next) }
    }
    return found.sorted()
  }
}
