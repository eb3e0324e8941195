/// Why a pattern cannot be used, and where in it.
package struct PatternError: Error, Sendable, Hashable {
  /// The offset in bytes of the UTF-8 source where the refused part begins.
  package var position: Int
  /// What is wrong there.
  package var reason: Reason

  /// Creates the error of a position.
  package init(_ reason: Reason, at position: Int) {
    self.position = position
    self.reason = reason
  }

  /// What can be wrong with a pattern.
  package enum Reason: Sendable, Hashable {
    /// The source is longer than ``Pattern/sourceLimit`` bytes.
    case sourceTooLong
    /// The program would be longer than ``Pattern/programLimit`` instructions.
    case programTooLong
    /// A repeat count above 1000, or an upper count below the lower one.
    case repeatCount
    /// A repetition operator with nothing before it.
    case nothingToRepeat
    /// A repetition operator directly after another.
    case nestedRepetition
    /// `(` without `)`.
    case missingParenthesis
    /// `)` without `(`.
    case unexpectedParenthesis
    /// `[` without `]`.
    case missingBracket
    /// A range of a class whose ends are in the wrong order, or are no characters.
    case classRange
    /// `[[:name:]]` with a name that POSIX does not have.
    case className
    /// A backslash at the end.
    case trailingBackslash
    /// A backslash before a character it gives no meaning to.
    case escape
    /// `(?` followed by what is neither a flag, a name nor a colon.
    case groupSyntax
    /// A group's name that is empty or has other than word characters.
    case groupName
    /// `\1` to `\9`, which cannot be matched in linear time.
    case backreference
    /// `(?=`, `(?!`, `(?<=` or `(?<!`, which cannot be matched in linear time.
    case lookaround
    /// `\p` or `\P`, classes of Unicode properties.
    case unicodeClass
    /// A letter beyond ASCII where `(?i)` is in force.
    case foldedLetter
  }
}

extension PatternError: CustomStringConvertible {
  /// One clause for a log or a condition: `byte 4: …`.
  package var description: String { "byte \(position): \(reason)" }
}

extension PatternError.Reason: CustomStringConvertible {
  /// What a person who wrote the pattern is told.
  package var description: String {
    switch self {
    case .sourceTooLong: "the pattern is longer than \(Pattern.sourceLimit) bytes"
    case .programTooLong: "the pattern needs more than \(Pattern.programLimit) instructions"
    case .repeatCount: "the repeat count is above 1000 or out of order"
    case .nothingToRepeat: "there is nothing to repeat"
    case .nestedRepetition: "a repetition operator follows another"
    case .missingParenthesis: "the group is not closed"
    case .unexpectedParenthesis: "no group is open here"
    case .missingBracket: "the class is not closed"
    case .classRange: "the range of the class is not in order"
    case .className: "no POSIX class has this name"
    case .trailingBackslash: "a backslash ends the pattern"
    case .escape: "this escape has no meaning"
    case .groupSyntax: "what follows (? is not supported"
    case .groupName: "the group's name is empty or malformed"
    case .backreference: "backreferences are not supported"
    case .lookaround: "lookaround is not supported"
    case .unicodeClass: "classes of Unicode properties are not supported"
    case .foldedLetter: "(?i) is supported for ASCII letters only"
    }
  }
}
