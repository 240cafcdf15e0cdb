extension AssignmentResult.Obstacle {
  /// Why a lead lands nowhere.
  public var words: String {
    switch self {
    case .noRule: "no line holds"
    case .nobodyNamed: "nobody is named"
    case .outsideTerritories: "outside all territories"
    case .away: "all are away"
    case .full: "all are full"
    case .awayOrFull: "all are away or full"
    }
  }
}
