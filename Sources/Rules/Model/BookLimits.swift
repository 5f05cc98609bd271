/// How much a rule book may declare, so that what deciding works with fits into small numbers.
package struct BookLimits: Sendable {
  package let channels: Int
  /// Those that files declare; the built-in ones are not counted.
  package let attributes: Int

  package init(channels: Int, attributes: Int) {
    self.channels = channels
    self.attributes = attributes
  }

  /// Indices of channels are 16-bit integers with a sign, those of facts without one; the built-in facts and attributes
  /// need some of these.
  package static let standard = BookLimits(channels: Int(Int16.max), attributes: Int(UInt16.max) - 535)
}
