/// A compiled pattern: the instructions of a machine that is in many places at once.
struct PatternProgram: Sendable, Hashable {
  /// A condition on a place between two characters.
  enum Assertion: Sendable, Hashable {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordBoundary
    case noWordBoundary
  }

  /// One step, whose targets are relative so that code can be copied to repeat it.
  enum Instruction: Sendable, Hashable {
    /// Takes this character.
    case scalar(UInt32)
    /// Takes a character of the class of this number.
    case anyOf(Int)
    /// Goes on only where the condition holds.
    case when(Assertion)
    /// Goes on at the instruction so many further.
    case jump(Int)
    /// Goes on at the next instruction and at the one so many further.
    case split(Int)
    /// The text matches.
    case match
  }

  /// The instructions, of which the last one is ``Instruction/match``.
  var instructions: [Instruction]
  /// The classes that ``Instruction/anyOf(_:)`` names.
  var classes: [CharacterClass]

  /// Whether a match can begin at the start of the text only.
  var isAnchored: Bool { instructions.first == .when(.textStart) }
}
