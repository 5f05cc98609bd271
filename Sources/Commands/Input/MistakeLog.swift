import Diagnostics
import JSON

/// Reports on standard error what is wrong with an input, with the place of each mistake.
struct MistakeLog {
  /// Of the input; nil where it is no file, and a mistake has no place.
  private let name: String?
  /// Of how many texts the mistakes are reported, and of how many the warnings.
  private let most: Int
  private let mostWarned: Int
  /// How many texts were refused, reported or not.
  private(set) var count = 0
  /// How many texts there were warnings of.
  private(set) var warningCount = 0

  init(name: String?, most: Int = .max, mostWarned: Int? = nil) {
    self.name = name
    self.most = most
    self.mostWarned = mostWarned ?? most
  }

  mutating func report(_ refusal: Refusal, in text: StateText) {
    count += 1
    guard count <= most else { return }
    report("error", refusal.mistakes, in: text)
    guard refusal.unlisted > 0 else { return }
    Terminal.standardError.write("… and \(refusal.unlisted) more mistakes in it\n")
  }

  mutating func warn(_ warnings: [Refusal.Mistake], in text: StateText) {
    guard !warnings.isEmpty else { return }
    warningCount += 1
    guard warningCount <= mostWarned else { return }
    report("warning", warnings, in: text)
  }

  /// Says how much was not reported.
  func end() {
    for (count, most, what) in [(count, most, "were refused"), (warningCount, mostWarned, "have warnings")]
    where count > most {
      Terminal.standardError.write("… and \(count - most) more \(what)\n")
    }
  }

  private func report(_ kind: String, _ mistakes: [Refusal.Mistake], in text: StateText) {
    let isPlaced = name != nil && !text.isMade && mistakes.contains { $0.pointer != nil }
    let document = isPlaced ? try? JSONDocument(parsing: text.bytes) : nil
    for mistake in mistakes { report(kind, mistake, in: text, document) }
  }

  private func report(
    _ kind: String, _ mistake: Refusal.Mistake, in text: StateText, _ document: JSONDocument?
  ) {
    let error = Terminal.standardError
    var line = "\(kind): "
    if let name {
      let position = mistake.place ?? place(of: mistake, in: text, document)
      line = "\(error.bold("\(name.visible):\(position.line):\(position.column):")) \(line)"
    }
    if mistake.pointer == nil { line += "not JSON: " }
    line += mistake.detail.visible
    if let pointer = mistake.pointer, !pointer.isEmpty {
      line += " (\((text.row?.column(at: pointer)?.name ?? pointer).visible))"
    }
    error.write("\(line)\n")
  }

  private func place(
    of mistake: Refusal.Mistake, in text: StateText, _ document: JSONDocument?
  ) -> (line: Int, column: Int) {
    if let row = text.row { return mistake.pointer.flatMap { row.column(at: $0)?.place } ?? row.start }
    if text.isMade { return (text.line, text.column) }
    let offset = mistake.pointer.flatMap { pointer in
      document.map { $0.offset(of: $0.value(at: pointer)) }
    }
    return text.place(ofByte: offset ?? mistake.offset)
  }
}
