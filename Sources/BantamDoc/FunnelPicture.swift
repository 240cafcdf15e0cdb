/// The stages of a funnel and the ways between them, to be drawn.
struct FunnelPicture: Sendable {
  struct Stage: Sendable {
    var title: String
    var notes: [String]
    var isFinal: Bool
  }

  struct Way: Sendable {
    var from: Int
    var to: Int
    /// What leads along it, a line for each event.
    var lines: [String]
  }

  var title: String
  var stages: [Stage]
  var ways: [Way]
}
