package import JSON

/// What an error answer says, by RFC 9457.
package struct Problem: Sendable, Hashable {
  /// One mistake in a body: where it is, as a JSON Pointer, and what to do about it.
  package struct Mistake: Sendable, Hashable {
    package let pointer: String
    package let detail: String

    package init(pointer: String, detail: String) {
      self.pointer = pointer
      self.detail = detail
    }
  }

  package let type: ProblemType
  /// What happened here and what to do about it.
  package let detail: String
  package let errors: [Mistake]

  package init(_ type: ProblemType, detail: String, errors: [Mistake] = []) {
    self.type = type
    self.detail = detail
    self.errors = errors
  }

  package var status: Int { type.status }

  /// The JSON document of RFC 9457, ended by a line feed.
  ///
  /// - Parameter more: writes members that a type of problem has beyond the common ones.
  package func json(_ more: (inout JSONWriter) -> Void = { _ in }) -> [UInt8] {
    var writer = JSONWriter(reservingCapacity: 256)
    write(to: &writer, more)
    writer.newline()
    return writer.bytes
  }

  /// An object with the problem as its only member, `error`, without a line feed: what stands in the place of an
  /// answer among others.
  package var errorObject: [UInt8] {
    var writer = JSONWriter(reservingCapacity: 256)
    writer.object { $0.member("error") { write(to: &$0) } }
    return writer.bytes
  }

  private func write(to writer: inout JSONWriter, _ more: (inout JSONWriter) -> Void = { _ in }) {
    writer.object {
      $0.member("type", type.name)
      $0.member("title", type.title)
      $0.member("status", status)
      $0.member("detail", detail)
      if !errors.isEmpty {
        $0.array("errors", of: errors) { writer, mistake in
          writer.object {
            $0.member("pointer", mistake.pointer)
            $0.member("detail", mistake.detail)
          }
        }
      }
      more(&$0)
    }
  }
}
