/// The warning of a no that stands in a state and was told to nobody who remembers it.
package enum UnrememberedNo {
  package static let detail =
    "this no holds for this request alone and is not remembered: tell it to /v1/events, as `waymark event --journey ID --consent CHANNEL=no` does, and it holds for every request"
}
