package import Time

extension Double {
  /// Rounded to ten decimals: the last digits of an estimate depend on the order of additions, and say nothing.
  package var shortened: Double {
    let scaled = (self * 1e10).rounded() / 1e10
    return scaled == 0 ? 0 : scaled
  }

  /// With so many decimals.
  func text(decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = Int64((self * scale).rounded())
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}

extension Int {
  /// With a comma between thousands.
  package var grouped: String {
    let digits = Array(String(magnitude))
    var text = magnitude == UInt(bitPattern: self) ? "" : "-"
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension TimeSpan {
  /// In days of 24 hours.
  package var days: Double { Double(microseconds) / 86_400_000_000 }

  /// A number of days where it is whole: `30d`.
  package var inDays: String {
    microseconds % 86_400_000_000 == 0 ? "\(microseconds / 86_400_000_000)d" : description
  }

  /// As it stands in a heading: `30 D`.
  var heading: String {
    microseconds % 86_400_000_000 == 0 ? "\(microseconds / 86_400_000_000) D" : description.uppercased()
  }
}
