package import JSON
package import Rules

extension WeakenedSafeguard {
  /// Writes what it was and what to do, as `/v1/book` and `waymark diff` say it.
  package func write(to writer: inout JSONWriter) {
    writer.object { writeMembers(to: &$0) }
  }

  package func writeMembers(to writer: inout JSONWriter) {
    writer.member("what", words)
    writer.member("help", ifPresent: remedy)
  }
}
