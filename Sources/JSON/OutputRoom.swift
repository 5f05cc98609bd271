/// Room behind what was written. What is appended must not be more than it was made for.
struct OutputRoom {
  /// How much room there has to be beyond what is appended: texts are copied eight bytes at a time.
  static let spare = 7

  private let base: UnsafeMutableRawPointer
  private(set) var used: Int

  /// Valid as long as the buffer is.
  ///
  /// - Parameter count: how many bytes are appended at most.
  @inline(__always) init(_ space: UnsafeMutableBufferPointer<UInt8>, _ used: Int, for count: Int) {
    precondition(space.count - used >= count + Self.spare)
    base = UnsafeMutableRawPointer(space.baseAddress.unsafelyUnwrapped)
    self.used = used
  }

  @inline(__always) mutating func append(_ character: Unicode.Scalar) {
    base.storeBytes(of: UInt8(truncatingIfNeeded: character.value), toByteOffset: used, as: UInt8.self)
    used &+= 1
  }

  /// Appends a text up to where an escape is due.
  ///
  /// - Returns: how many bytes that is.
  @inline(__always) mutating func append(plainPrefixOf text: InputBytes) -> Int {
    var offset = 0
    while offset < text.count {
      let word = text.word(at: offset)
      base.storeBytes(of: word.littleEndian, toByteOffset: used &+ offset, as: UInt64.self)
      let marks = StringScan.specials(in: word)
      offset &+= marks == 0 ? 8 : marks.trailingZeroBitCount &>> 3
      guard marks == 0 else { break }
    }
    let plain = min(offset, text.count)
    used &+= plain
    return plain
  }

  @inline(__always) mutating func append(_ bytes: UnsafeRawBufferPointer) {
    UnsafeMutableRawBufferPointer(start: base + used, count: bytes.count).copyMemory(from: bytes)
    used &+= bytes.count
  }

  /// Appends a number of millionths without zeros at its end: at most 21 bytes.
  @inline(__always) mutating func append(millionths: UInt64) {
    let (whole, fraction) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
    append(digits: whole)
    guard fraction > 0 else { return }
    append(".")
    var rest = fraction
    var scale: UInt64 = 100_000
    while rest > 0 {
      let (digit, next) = rest.quotientAndRemainder(dividingBy: scale)
      base.storeBytes(of: 48 &+ UInt8(truncatingIfNeeded: digit), toByteOffset: used, as: UInt8.self)
      used &+= 1
      rest = next
      scale /= 10
    }
  }

  private mutating func append(digits number: UInt64) {
    var count = 1
    var bound: UInt64 = 10
    while count < 20, number >= bound {
      count += 1
      bound = bound.multipliedReportingOverflow(by: 10).overflow ? .max : bound &* 10
    }
    var rest = number
    var place = used &+ count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place &-= 1
      base.storeBytes(of: 48 &+ UInt8(truncatingIfNeeded: digit), toByteOffset: place, as: UInt8.self)
      rest = quotient
    } while place > used
    used &+= count
  }
}
