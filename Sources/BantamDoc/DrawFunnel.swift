/// Draws a funnel from top to bottom: stages as boxes, ways on as straight arrows between them, ways that skip stages on
/// the right, ways back on the left.
func drawFunnel(_ picture: FunnelPicture, description: String) -> String {
  let drawing = FunnelDrawing(picture)
  var svg = SVGWriter(width: drawing.width, height: drawing.height, title: picture.title, description: description)
  drawing.draw(&svg)
  return svg.finished
}

private struct FunnelDrawing {
  private static let labelSize = 12.0
  private static let lineHeight = 15.0
  private static let boxWidth = 220.0
  private static let laneWidth = 18.0
  /// Longer words of an arrow are cut off.
  private static let mostLabelWidth = 260.0

  private let picture: FunnelPicture
  private var tops: [Double] = []
  private var heights: [Double] = []
  private var bent: [Bent] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var boxLeft = 0.0
  /// How far the words of straight ways reach beyond the boxes.
  private var beside = 0.0

  /// A way beside the boxes.
  private struct Bent {
    var way: FunnelPicture.Way
    var isBack: Bool
    /// From the box outwards.
    var lane: Int
    var from = 0.0
    var to = 0.0
    var labelTop = 0.0
  }

  init(_ picture: FunnelPicture) {
    self.picture = picture
    bent = Self.lanes(picture)
    stand()
    placeLabels()
    let left = bent.filter(\.isBack)
    let right = bent.filter { !$0.isBack }
    boxLeft = 4 + reach(left)
    let straight = picture.ways.filter(Self.isStraight).flatMap(\.lines).map(Self.labelWidth).max() ?? 0
    beside = max(0, straight + 14 - Self.boxWidth / 2)
    let reached = max(beside, reach(right))
    width = boxLeft + Self.boxWidth + reached + 8
  }

  private static func isStraight(_ way: FunnelPicture.Way) -> Bool { way.to == way.from + 1 }

  private static func labelWidth(_ line: String) -> Double {
    min(mostLabelWidth, textWidth(line, size: labelSize))
  }

  /// How far the ways of one side and their words stand out.
  private func reach(_ bent: [Bent]) -> Double {
    bent.map { way in
      away(way) + 10 + (way.way.lines.map(Self.labelWidth).max() ?? 0)
    }.max() ?? 0
  }

  /// Short ways run inside of long ones.
  private static func lanes(_ picture: FunnelPicture) -> [Bent] {
    let others = picture.ways.filter { !isStraight($0) }
    let sorted = others.enumerated().sorted { first, second in
      let (one, two) = (abs(first.element.to - first.element.from), abs(second.element.to - second.element.from))
      return (one, first.offset) < (two, second.offset)
    }
    var taken: [Bool: [[ClosedRange<Int>]]] = [:]
    return sorted.map { _, way in
      let isBack = way.to < way.from
      let range = min(way.from, way.to)...max(way.from, way.to)
      var lanes = taken[isBack] ?? []
      let lane = lanes.firstIndex { !$0.contains { $0.overlaps(range) } } ?? lanes.count
      if lane == lanes.count { lanes.append([]) }
      lanes[lane].append(range)
      taken[isBack] = lanes
      return Bent(way: way, isBack: isBack, lane: lane)
    }
  }

  /// Stands the boxes below each other, with room for the words between them.
  private mutating func stand() {
    var top = 4.0
    for (index, stage) in picture.stages.enumerated() {
      let ends = bent.filter { $0.way.from == index || $0.way.to == index }.count
      let height = max(34 + Double(stage.notes.count) * Self.lineHeight, 16 + Double(ends) * 10)
      tops.append(top)
      heights.append(height)
      let between = picture.ways.filter { Self.isStraight($0) && $0.from == index }.flatMap(\.lines).count
      top += height + max(30, Double(between) * Self.lineHeight + 18)
    }
    let last = picture.stages.indices.last
    height = last.map { tops[$0] + heights[$0] + 4 } ?? 8
  }

  /// Where each bent way leaves and arrives, and where its words stand without meeting others.
  private mutating func placeLabels() {
    var used: [Int: Int] = [:]
    func place(_ stage: Int, isBack: Bool) -> Double {
      let key = stage * 2 + (isBack ? 1 : 0)
      used[key, default: 0] += 1
      return tops[stage] + min(heights[stage] - 6, 8 + Double(used[key, default: 1] - 1) * 12)
    }
    var free: [Bool: Double] = [:]
    for index in bent.indices {
      let isBack = bent[index].isBack
      bent[index].from = place(bent[index].way.from, isBack: isBack)
      bent[index].to = place(bent[index].way.to, isBack: isBack)
    }
    for index in bent.indices.sorted(by: { middle($0) < middle($1) }) {
      let isBack = bent[index].isBack
      let tall = Double(bent[index].way.lines.count) * Self.lineHeight
      bent[index].labelTop = max(middle(index) - tall / 2, free[isBack] ?? 2)
      free[isBack] = bent[index].labelTop + tall + 4
      height = max(height, bent[index].labelTop + tall + 4)
    }
  }

  private func middle(_ index: Int) -> Double { (bent[index].from + bent[index].to) / 2 }

  func draw(_ svg: inout SVGWriter) {
    let centre = boxLeft + Self.boxWidth / 2
    for way in bent { drawLine(way, &svg) }
    for index in picture.stages.indices.dropLast() {
      let ways = picture.ways.filter { Self.isStraight($0) && $0.from == index }
      if ways.isEmpty { continue }
      let from = tops[index] + heights[index]
      svg.path("M\(short(centre)) \(short(from))V\(short(tops[index + 1] - 3))", isArrow: true)
      let lines = ways.flatMap(\.lines)
      let start = (from + tops[index + 1]) / 2 - Double(lines.count - 1) * Self.lineHeight / 2 + 3
      drawLabel(lines, centre + 10, start, anchor: "start", &svg)
    }
    for index in picture.stages.indices { drawStage(index, &svg) }
    for way in bent {
      let x = laneX(way)
      drawLabel(
        way.way.lines, way.isBack ? x - 7 : x + 7, way.labelTop + 11, anchor: way.isBack ? "end" : "start", &svg)
    }
  }

  private func drawStage(_ index: Int, _ svg: inout SVGWriter) {
    let stage = picture.stages[index]
    let (centre, top) = (boxLeft + Self.boxWidth / 2, tops[index])
    svg.box(boxLeft, top, Self.boxWidth, heights[index], style: stage.isFinal ? "b-stage final" : "b-stage")
    let words = 20 + Double(stage.notes.count) * Self.lineHeight
    let first = top + (heights[index] - words) / 2 + 14
    let title = wrapped(stage.title, width: Self.boxWidth - 16, size: 14, mostLines: 1).first ?? ""
    svg.text(title, centre, first, style: "t strong", anchor: "middle")
    for (line, note) in stage.notes.enumerated() {
      let words = wrapped(note, width: Self.boxWidth - 16, size: Self.labelSize, mostLines: 1).first ?? ""
      svg.text(words, centre, first + Double(line + 1) * Self.lineHeight + 1, style: "t small", anchor: "middle")
    }
  }

  private func laneX(_ way: Bent) -> Double {
    way.isBack ? boxLeft - away(way) : boxLeft + Self.boxWidth + away(way)
  }

  /// How far from the boxes a way runs; one that skips stages runs outside of the words between them.
  private func away(_ way: Bent) -> Double {
    let skips = way.way.to > way.way.from + 1
    return Double(way.lane + 1) * Self.laneWidth + (skips ? beside : 0)
  }

  private func drawLine(_ way: Bent, _ svg: inout SVGWriter) {
    let side = way.isBack ? boxLeft : boxLeft + Self.boxWidth
    let x = laneX(way)
    let end = way.isBack ? side - 3 : side + 3
    svg.path(
      "M\(short(side)) \(short(way.from))H\(short(x))V\(short(way.to))H\(short(end))", isArrow: true)
  }

  private func drawLabel(_ lines: [String], _ x: Double, _ y: Double, anchor: String, _ svg: inout SVGWriter) {
    for (index, line) in lines.enumerated() {
      let words = wrapped(line, width: Self.mostLabelWidth, size: Self.labelSize, mostLines: 1).first ?? ""
      svg.text(words, x, y + Double(index) * Self.lineHeight, style: "t label", anchor: anchor)
    }
  }
}
