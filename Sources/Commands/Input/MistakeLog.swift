import JSON

/// Tells on standard error what is wrong with an input, with the place of each mistake.
struct MistakeLog {
  /// Of the input.
  private let name: String
  /// Of how many texts the mistakes are told.
  private let most: Int
  /// How many texts were refused, told of or not.
  private(set) var count = 0

  init(name: String, most: Int = .max) {
    self.name = name
    self.most = most
  }

  /// How many texts were refused without a word.
  var untold: Int { max(0, count - most) }

  mutating func tell(_ refusal: Refusal, in text: StateText) {
    count += 1
    guard count <= most else { return }
    for mistake in refusal.mistakes { tell("error", mistake, in: text) }
  }

  func warn(_ mistake: Refusal.Mistake, in text: StateText) {
    tell("warning", mistake, in: text)
  }

  private func tell(_ kind: String, _ mistake: Refusal.Mistake, in text: StateText) {
    let document = mistake.pointer == nil ? nil : try? JSONDocument(parsing: text.bytes)
    let offset = document.map { $0.offset(of: $0.value(at: mistake.pointer ?? "")) } ?? mistake.offset
    let place = text.place(ofByte: offset)
    let error = Terminal.standardError
    let location = error.bold("\(name):\(place.line):\(place.column):")
    guard let pointer = mistake.pointer else {
      return error.write("\(location) \(kind): not JSON: \(mistake.detail.shown)\n")
    }
    let suffix = pointer.isEmpty ? "" : " (\(pointer.shown))"
    error.write("\(location) \(kind): \(mistake.detail.shown)\(suffix)\n")
  }
}
