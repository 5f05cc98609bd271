/// Finds one run of bytes in another, counting its work. In UTF-8, what is found starts and ends between code
/// points.
enum ByteSearch {
  /// The first position at or after a start.
  static func first(
    _ part: [UInt8], in bytes: [UInt8], from start: Int, _ meter: inout Meter
  ) throws(Stop) -> Int? {
    guard let head = part.first else { return start }
    var work = 0
    var position = start
    while position <= bytes.count - part.count {
      if bytes[position] == head, matches(part, bytes, position, &work) {
        try meter.charge(bytes: work)
        return position
      }
      work += 1
      position += 1
      if work >= 4096 {
        try meter.charge(bytes: work)
        work = 0
      }
    }
    try meter.charge(bytes: work)
    return nil
  }

  /// The last position at or before a start.
  static func last(
    _ part: [UInt8], in bytes: [UInt8], upTo start: Int, _ meter: inout Meter
  ) throws(Stop) -> Int? {
    var work = 0
    var position = min(start, bytes.count - part.count)
    while position >= 0 {
      if matches(part, bytes, position, &work) {
        try meter.charge(bytes: work)
        return position
      }
      work += 1
      position -= 1
      if work >= 4096 {
        try meter.charge(bytes: work)
        work = 0
      }
    }
    try meter.charge(bytes: work)
    return nil
  }

  private static func matches(_ part: [UInt8], _ bytes: [UInt8], _ position: Int, _ work: inout Int) -> Bool {
    for index in part.indices {
      work += 1
      if bytes[position + index] != part[index] { return false }
    }
    return true
  }
}
