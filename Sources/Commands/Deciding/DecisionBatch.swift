import API
import JSON

/// Has states decided, writes the decisions, and reports the states that were refused.
struct DecisionBatch {
  /// As many states as the daemon reads at once.
  static let batchCount = RequestLimits.statesPerArray
  /// Bytes of states in one request, well below what the daemon takes.
  static let batchSize = 4 << 20

  private var decider: any StateDecider
  private let format: OutputFormat
  private var mistakes: MistakeLog
  private var hasWritten = false

  init(decider: any StateDecider, format: OutputFormat, name: String) {
    self.decider = decider
    self.format = format
    mistakes = MistakeLog(name: name)
  }

  var hasRefused: Bool { mistakes.count > 0 }

  mutating func answer(object text: StateText) throws(Failure) {
    for result in try results(of: [text]) {
      // Nobody waits for something in its place.
      if case .decided(let decision) = result { write(decision, before: "\n") }
    }
  }

  mutating func answer(lines texts: [StateText]) throws(Failure) {
    for result in try results(of: texts) { write(result, before: "\n") }
  }

  mutating func answer(array bytes: [UInt8]) throws(Failure) {
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes)
    } catch {
      return mistakes.report(Refusal(error), in: StateText(bytes, line: 1))
    }
    var texts: [StateText] = []
    var place = (line: 1, column: 1)
    var offset = 0
    for element in document.elements(of: document.root) {
      let start = document.offset(of: element)
      place = StateText.place(ofByte: start - offset, in: Array(bytes[offset..<start]), from: place)
      offset = start
      texts.append(StateText(Array(document.rawBytes(of: element)), line: place.line, column: place.column))
    }
    if format == .json { Terminal.standardOutput.write("[") }
    var rest = texts[...]
    while let first = rest.first {
      var batch = [first]
      var size = first.bytes.count
      rest.removeFirst()
      while batch.count < Self.batchCount, let next = rest.first, size + next.bytes.count <= Self.batchSize {
        batch.append(next)
        size += next.bytes.count
        rest.removeFirst()
      }
      let isLast = rest.isEmpty
      let results = try results(of: batch)
      for (index, result) in results.enumerated() {
        write(result, before: isLast && index == results.count - 1 ? "" : ",\n")
      }
    }
    if format == .json { Terminal.standardOutput.write("]\n") }
  }

  // MARK: Deciding

  /// The results of some states, in their order; what is no JSON is refused without asking.
  private mutating func results(of texts: [StateText]) throws(Failure) -> [StateResult] {
    var results: [StateResult?] = []
    var documents: [JSONDocument] = []
    for text in texts {
      do throws(JSONError) {
        documents.append(try JSONDocument(parsing: text.bytes))
        results.append(nil)
      } catch {
        results.append(.refused(Refusal(error)))
      }
    }
    var decided = try decider.decide(documents).makeIterator()
    return zip(texts, results).map { text, result in
      guard let result = result ?? decided.next() else { preconditionFailure("a result for each state") }
      if case .refused(let refusal) = result { mistakes.report(refusal, in: text) }
      return result
    }
  }

  // MARK: Writing

  private mutating func write(_ result: StateResult, before separator: String) {
    switch result {
    case .decided(let decision): write(decision, before: separator)
    case .refused(let refusal):
      guard format == .json else { return }
      write(refusal.problem.errorObject, before: separator)
    }
  }

  private mutating func write(_ json: [UInt8], before separator: String) {
    let output = Terminal.standardOutput
    switch format {
    case .json: output.write(json: json + Array(separator.utf8))
    case .text:
      output.write((hasWritten ? "\n" : "") + DecisionTable(json).rendered(for: output))
      hasWritten = true
    }
  }
}

extension Refusal {
  /// As the daemon answers it.
  fileprivate var problem: Problem {
    let first = mistakes[0]
    guard first.pointer != nil else {
      return .notJSON("state", offset: first.offset, detail: first.detail)
    }
    return .refused(
      Mistakes(mistakes.map { .init(pointer: $0.pointer ?? "", detail: $0.detail) }, unlisted: unlisted))
  }
}
