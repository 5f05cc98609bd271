import CEL
import Testing

/// The edges of functions; each expression holds, checked and unchecked, or is an error.
struct LibraryTests {
  private func expectTrue(_ text: String) throws {
    let checked = try Fixture.evaluate(text)
    #expect(isSame(checked, .bool(true)), "\(text): \(checked)")
    let unchecked = try Fixture.evaluateUnchecked(text)
    #expect(isSame(unchecked, .bool(true)), "\(text) unchecked: \(unchecked)")
  }

  private func expectError(_ text: String) throws {
    let value = try Fixture.evaluateUnchecked(text)
    guard case .error(let error) = value, !error.isBudget else {
      Issue.record("\(text): \(value)")
      return
    }
    #expect((0...text.utf8.count).contains(error.range.upperBound))
  }

  @Test(arguments: [
    "'abc'.charAt(3) == ''", "'a🐱c'.charAt(1) == '🐱'", "'a🐱c'.substring(1, 2) == '🐱'",
    "'abc'.substring(3) == ''",
    "'a🐱ca'.indexOf('ca') == 2", "'abc'.indexOf('') == 0", "'abc'.indexOf('', 3) == 3",
    "'abc'.indexOf('a', 1) == -1",
    "'abcabc'.lastIndexOf('bc') == 4", "'abcabc'.lastIndexOf('bc', 3) == 1", "'abc'.lastIndexOf('') == 3",
    "'abc'.lastIndexOf('abcd') == -1", "'a,b,c'.split(',', 2) == ['a', 'b,c']", "'a,b'.split(',', 0) == []",
    "'a,b'.split(',', 1) == ['a,b']", "'a🐱'.split('') == ['a', '🐱']", "''.split(',') == ['']",
    "''.split('') == []",
    "'abc'.split('', 2) == ['a', 'bc']", "'aaa'.replace('a', 'b', 2) == 'bba'",
    "'aaa'.replace('a', 'b', 0) == 'aaa'",
    "'ab'.replace('', '-') == '-a-b-'", "'ab'.replace('', '-', 2) == '-a-b'",
    "'ab'.replace('', '-', 1) == '-ab'",
    "' \\u2003\\u00a0x\\t'.trim() == 'x'", "'\\u200bx'.trim() == '\\u200bx'", "'ÄaÖ'.lowerAscii() == 'ÄaÖ'",
    "'äa'.upperAscii() == 'äA'", "[].join(',') == ''", "['a'].join(',') == 'a'",
    "'e\\u0301x'.reverse() == 'x\\u0301e'",
    "strings.quote('\\u0007\"') == '\"\\\\a\\\\\"\"'", "'é' != 'e\\u0301'", "'é' < 'e\\u0301' == false",
    "'e\\u0301' in {'é': 1} == false", "size('e\\u0301🐱') == 3", "'Ⓐ'.contains('Ⓐ')", "'abc'.contains('')",
    "'ab' < 'b' && 'B' < 'a' && '' < 'a'", "'\\uffff' < '\\U00010000'",
  ])
  func `texts are worked on by code points`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "'%s'.format([[1, 'a', {'b': null}]]) == '[1, a, {b: null}]'",
    "'%.0f %.1f'.format([0.5, 0.25]) == '0 0.2'",
    "'%e'.format([0.0]) == '0.000000e+00'", "'%.2e'.format([-12345.678]) == '-1.23e+04'",
    "'%d%%'.format([5u]) == '5%'",
    "'%b %b %b'.format([5, true, -5]) == '101 1 -101'", "'%o %x %X'.format([8, -255, 'hi']) == '10 -ff 6869'",
    "'%x'.format([b'\\xff']) == 'ff'", "'%s %s'.format([now, duration('90m')]).startsWith('2026-')",
    "'%s'.format([optional_type]) == 'optional_type'", "'%s'.format([1e20]) == '100000000000000000000'",
    "string(1e21) == '1e+21'", "string(0.000001) == '0.000001'", "string(1.5e-7) == '1.5e-07'",
    "string(-0.1) == '-0.1'", "string(100.0) == '100'", "string(double('nan')) == 'NaN'",
    "string(true) == 'true'",
    "string(duration('-1.5s')) == '-1.5s'",
    "string(timestamp('2026-01-01T02:00:00.120+02:00')) == '2026-01-01T00:00:00.12Z'",
    "int('-0') == 0", "int('+5') == 5", "uint('5') == 5u", "double('1e3') == 1000.0", "double('-inf') < 0.0",
    "bool('T')", "bytes('é') == b'\\xc3\\xa9'", "int(timestamp('1969-12-31T23:59:59.9Z')) == -1",
    "timestamp(0) == timestamp('1970-01-01T00:00:00Z')", "duration('1h1m1s1ms1us1ns') > duration('1h')",
    "duration('0') == duration('0s')", "duration('-.5s') == duration('-500ms')",
    "duration('1.5µs') == duration('1500ns')",
    "duration('0.000000001h') == duration('3600ns')",
  ])
  func `values are written and read`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "timestamp('2024-02-29T12:00:00Z').getDayOfYear() == 59",
    "timestamp('2026-03-29T00:59:59Z').getHours('Europe/Berlin') == 1",
    "timestamp('2026-03-29T01:00:00Z').getHours('Europe/Berlin') == 3",
    "timestamp('0001-01-01T00:00:00Z').getFullYear() == 1",
    "timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00') == 0",
    "timestamp('1969-12-31T23:59:59Z').getDayOfWeek() == 3",
    "timestamp('2026-01-01T00:00:00Z').getMonth('-00:30') == 11", "duration('-90s').getMinutes() == -1",
    "timestamp('2026-01-01T00:00:00.999Z').getMilliseconds('UTC') == 999",
    "duration('1.234s').getMilliseconds() == 234",
    "timestamp('9999-12-31T23:59:59.999999999Z') - duration('0.999999999s') == timestamp('9999-12-31T23:59:59Z')",
    "timestamp(5) - timestamp(7) == duration('-2s')", "duration('1h') + timestamp(0) == timestamp(3600)",
    "timestamp('2026-01-01T00:00:00z') == timestamp('2026-01-01t00:00:00Z')",
    "timestamp(9999999999) + duration('-2562047h47m16.854775808s') == timestamp('1994-08-11T17:59:22.145224192Z')",
  ])
  func `times are calculated`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "math.greatest(1, 2.5, 2u) == 2.5", "math.least([3, 1, 2]) == 1", "math.greatest(-1) == -1",
    "math.round(-0.5) == -1.0",
    "math.trunc(-1.9) == -1.0", "math.sign(-3) == -1", "math.sign(0u) == 0u", "math.sqrt(16) == 4.0",
    "math.isNaN(math.sqrt(-1.0))", "math.abs(-2.5) == 2.5", "math.bitShiftLeft(1, 63) < 0",
    "math.bitShiftLeft(1u, 64) == 0u",
    "math.bitShiftRight(-1, 63) == 1", "math.bitNot(0u) == 18446744073709551615u", "math.bitXor(5, 3) == 6",
    "dyn(1) == 1.0 && dyn(1u) == 1 && dyn(1) != 1.5", "1 < 1.5 && 2u > 1 && 1.0 <= 1u", "dyn(-1) < 0u",
    "9223372036854775807 > 9223372036854775806", "0.0 == -0.0", "double('nan') != double('nan')",
    "!(double('nan') < 1.0) && !(double('nan') >= 1.0)", "[double('nan')] != [double('nan')]",
    "-7 / 2 == -3 && -7 % 2 == -1",
    "{1: 'a'}[dyn(1u)] == 'a'", "{1u: 'a'}[dyn(1.0)] == 'a'", "dyn(1.5) in {1: 'a'} == false",
    "1u in [dyn(1.0)]",
  ])
  func `numbers are compared and calculated`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "[3, 1, 2].sort() == [1, 2, 3]", "['b', 'a'].sort() == ['a', 'b']", "[].sort() == []",
    "[{'a': 2}, {'a': 1}].sortBy(e, e.a) == [{'a': 1}, {'a': 2}]",
    "['bb', 'a', 'cc'].sortBy(e, size(e)) == ['a', 'bb', 'cc']",
    "[1, 2.0, 1u, 2].distinct() == [1, 2]", "[1, 2, 3].reverse() == [3, 2, 1]",
    "[[1], [2, [3]]].flatten(1) == [1, 2, [3]]",
    "[[1], [2, [3]]].flatten(5) == [1, 2, 3]", "[1, 2].flatten(0) == [1, 2]", "[1, 2, 3].slice(1, 1) == []",
    "[1, 2, 3].slice(0, 3) == [1, 2, 3]", "lists.range(0) == []", "lists.range(3) == [0, 1, 2]",
    "[1].first().value() == 1",
    "![].last().hasValue()", "sets.contains([1, 2], [2.0, 1u])", "sets.equivalent([1, 1], [1])",
    "!sets.intersects([], [1])",
    "{'a': 1, 'b': 2} == {'b': 2, 'a': 1.0}", "{'b': 1, 'a': 2}.map(k, k) == ['b', 'a']", "dyn([]) != {}",
    "base64.decode(base64.encode(b'\\x00\\xff\\x10')) == b'\\x00\\xff\\x10'", "base64.decode('TQ') == b'M'",
    "base64.encode(b'') == ''", "record == {'type': 'call'}", "touchpoints[2].type == 'demo'",
  ])
  func `lists, sets, maps and encodings`(_ text: String) throws {
    try expectTrue(text)
  }

  @Test(arguments: [
    "optional.of(1).or(optional.of(2)).value() == 1", "optional.none().orValue(3) == 3",
    "optional.of(1).orValue(1 / 0) == 1",
    "optional.of(2).optMap(v, v * 2).value() == 4",
    "optional.of(2).optFlatMap(v, optional.none()).hasValue() == false",
    "[?optional.none(), 1] == [1]", "{?'a': m.?nope, ?'b': m.?a} == {'b': 1}",
    "m.?nope.deeper.still.orValue('x') == 'x'",
    "l[?5].orValue(0) == 0", "m[?'a'].value() == 1", "optional.ofNonZeroValue('').hasValue() == false",
    "[optional.of(1), optional.none(), optional.of(3)].unwrapOpt() == [1, 3]",
    "optional.unwrap([optional.of('a')]) == ['a']",
    "optional.of(dyn(1)) == optional.of(1.0)", "optional.none() == optional.none()", "has(optional.of(m).a)",
  ])
  func `optionals`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, k) == {'b': 'b'}",
    "[5, 6].transformMap(i, v, v) == {0: 5, 1: 6}",
    "[5, 6].transformList(i, v, i > 0, v + i) == [7]", "{'a': 1}.transformMapEntry(k, v, {v: k}) == {1: 'a'}",
    "['x'].transformMapEntry(i, v, i == 0, {v: i, v + v: i}) == {'x': 0, 'xx': 0}",
    "{'a': 1}.exists(k, v, k == 'a' && v == 1)",
    "[1, 2].existsOne(i, v, v == 2)", "l.map(x, x > 1, x * 2) == [4]",
    "[[1, 2], [3]].all(x, x.exists(y, y > 0))",
    "cel.bind(x, 1, cel.bind(x, x + 1, x)) == 2", "[1].map(x, cel.bind(y, x, [2].map(x, x + y)))[0] == [3]",
    "[1, 2].exists(x, 1 / (x - 1) > 0)", "![0, 1].all(x, 1 / x > 1)",
  ])
  func `macros`(_ text: String) throws { try expectTrue(text) }

  @Test(arguments: [
    "'a'.charAt(2)", "'a'.charAt(-1)", "'a'.substring(2)", "'ab'.substring(1, 0)", "'a'.indexOf('a', 2)",
    "'%s'.format([])",
    "'%'.format([1])", "'%q'.format([1])", "'%.1001f'.format([1.0])", "'%.f'.format([1.0])",
    "'%d'.format([1.5])",
    "'%s'.format([optional.none()])", "int('')", "int('9223372036854775808')", "uint('-1')", "uint('+1')",
    "double('')",
    "double('0x1p3')", "double('1e400')", "bool('yes')", "string(b'\\xff')", "timestamp('2026-01-01')",
    "timestamp('2026-02-30T00:00:00Z')", "timestamp('2026-01-01T00:00:60Z')",
    "timestamp('2026-01-01T00:00:00.Z')",
    "duration('')", "duration('5d')", "duration('1')", "duration('s')", "duration('9223372036854775808ns')",
    "duration('1h-1m')",
    "math.abs(-9223372036854775808)", "math.bitShiftLeft(1, -1)", "-(-9223372036854775808)",
    "9223372036854775807 + 1",
    "-9223372036854775808 / -1", "-9223372036854775808 % -1", "1 / 0", "1 % 0", "0u - 1u", "[1].slice(1, 0)",
    "[1].slice(0, 2)",
    "[1, 'a'].sort()", "[null].sort()", "[[1]].sort()", "[1].flatten(-1)", "base64.decode('a')",
    "base64.decode('a===')",
    "base64.decode('!!!!')", "{1: 1, 1: 2}", "{1: 1, 1u: 2}", "{null: 1}", "{1.5: 1}", "{'a': 1}.b", "[1][1]",
    "[1][-1]",
    "optional.none().value()", "[1, 1].transformMapEntry(i, v, {'k': v})", "now.getHours('Nowhere/City')",
    "timestamp('9999-12-31T23:59:59Z') + duration('1s')", "math.greatest([])", "lists.range(3).join()",
    "'a' + 1", "1 + 1.0",
    "!1", "1 ? 2 : 3", "1 && true", "x.y", "undeclared", "undeclared.name", "nofunction(1)", "1.nofunction()",
    "size(1)",
    "int(1e19)", "uint(-0.5 - 0.6)", "'a'.matches('(')",
  ])
  func `what has no value is an error`(_ text: String) throws { try expectError(text) }

  @Test func `a function gets its implicit arguments`() throws {
    try expectTrue("since(now) == 0 && since(timestamp(1789999990)) == 10")
    try expectTrue("severity('no-time') == 0.75 && severity('no-business-case') == 0.0")
    #expect(Fixture.problems("since(now, now)").map(\.kind) == [.noMatchingOverload])
  }
}
