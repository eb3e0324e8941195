import JSON
import Testing

@testable import Sandbox

@Suite struct `Sets of fields` {
  @Test(arguments: [
    "{}",
    #"{"f:data":{".":{},"f:a":{},"f:b":{}}}"#,
    #"{"f:a":{},"f:b":{"i:0":{}}}"#,
    #"{"f:ports":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:name":{}}}}"#,
    #"{"f:l":{"k:{\"n\":1}":{},"v:9":{},"v:10":{},"v:\"a\"":{},"v:true":{},"i:2":{}}}"#,
  ])
  func `are written as they were read`(_ text: String) throws {
    let set = try FieldSet(fieldsV1: json(text))
    #expect("\(set.fieldsV1)" == text)
  }

  @Test(arguments: [
    // In order: fields, keys by their members, values by their worth, indices.
    (#"{"v:10":{},"v:9":{},"f:b":{},"f:a":{}}"#, #"{"f:a":{},"f:b":{},"v:9":{},"v:10":{}}"#),
    (#"{"k:{\"b\":1,\"a\":2}":{}}"#, #"{"k:{\"a\":2,\"b\":1}":{}}"#),
    (#"{"x:unknown":{},"f:a":{"q:":{}}}"#, #"{"f:a":{}}"#),
    (#"{"f:a":null}"#, #"{"f:a":{}}"#),
    (#"{"f:a":{".":{}}}"#, #"{"f:a":{}}"#),
  ])
  func `are put in order`(_ text: String, _ result: String) throws {
    #expect("\(try FieldSet(fieldsV1: json(text)).fieldsV1)" == result)
  }

  @Test(arguments: [#"{"f":{}}"#, #"{"abc":{}}"#, #"{"v:x":{}}"#, #"{"i:a":{}}"#, #"{"f:a":1}"#])
  func `that cannot be read are refused`(_ text: String) throws {
    #expect(throws: FieldsError.self) { try FieldSet(fieldsV1: json(text)) }
  }

  @Test(arguments: [
    (
      #"{"f:a":{},"f:b":{"f:c":{}}}"#, #"{"f:b":{},"f:d":{}}"#,
      #"{"f:a":{},"f:b":{".":{},"f:c":{}},"f:d":{}}"#, "{}",
      #"{"f:a":{},"f:b":{"f:c":{}}}"#, #"{"f:a":{}}"#
    ),
    (
      #"{"f:a":{".":{},"f:x":{},"f:y":{}}}"#, #"{"f:a":{"f:x":{}}}"#,
      #"{"f:a":{".":{},"f:x":{},"f:y":{}}}"#, #"{"f:a":{"f:x":{}}}"#,
      #"{"f:a":{".":{},"f:y":{}}}"#, #"{"f:a":{".":{},"f:y":{}}}"#
    ),
    (#"{"f:a":{}}"#, "{}", #"{"f:a":{}}"#, "{}", #"{"f:a":{}}"#, #"{"f:a":{}}"#),
    (#"{"f:a":{}}"#, #"{"f:a":{}}"#, #"{"f:a":{}}"#, #"{"f:a":{}}"#, "{}", "{}"),
  ])
  func `are united, cut and subtracted`(
    _ one: String, _ two: String, _ union: String, _ intersection: String, _ difference: String,
    _ recursive: String
  ) throws {
    let (one, two) = (try FieldSet(fieldsV1: json(one)), try FieldSet(fieldsV1: json(two)))
    #expect("\(one.union(two).fieldsV1)" == union)
    #expect("\(one.intersection(two).fieldsV1)" == intersection)
    #expect("\(one.subtracting(two).fieldsV1)" == difference)
    #expect("\(one.subtractingRecursively(two).fieldsV1)" == recursive)
  }

  @Test(arguments: [
    ("data", #"{"data":{"a":"1"}}"#, PatchSchemas.configMap, #"{"f:data":{"f:a":{}}}"#),
    ("nothing in it", #"{"data":{}}"#, PatchSchemas.configMap, #"{"f:data":{}}"#),
    (
      "ports with a protocol by default", #"{"spec":{"ports":[{"port":80}]}}"#,
      PatchSchemas.service,
      #"{"f:spec":{"f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}}}}"#
    ),
    (
      "a selector as a whole", #"{"spec":{"selector":{"a":"b"}}}"#, PatchSchemas.service,
      #"{"f:spec":{"f:selector":{}}}"#
    ),
    (
      "a set", #"{"metadata":{"finalizers":["a/b","c"]}}"#, PatchSchemas.configMap,
      #"{"f:metadata":{"f:finalizers":{"v:\"a/b\"":{},"v:\"c\"":{}}}}"#
    ),
    (
      "what is not declared", #"{"a":{"b":{"c":1},"d":[1,{"e":2}],"f":null}}"#, Schema.any,
      #"{"f:a":{".":{},"f:b":{".":{},"f:c":{}},"f:d":{},"f:f":{}}}"#
    ),
  ])
  func `of objects have every leaf`(
    _ what: String, _ object: String, _ schema: Schema, _ fields: String
  ) throws {
    #expect("\(FieldSet(of: try json(object), schema: schema).fieldsV1)" == fields, "\(what)")
  }

  @Test func `lose their parts when a schema makes them whole`() throws {
    let set = try FieldSet(
      fieldsV1: json(
        #"""
        {"f:spec":{"f:whole":{".":{},"f:a":{}},"f:list":{"i:0":{"f:a":{}}},"f:set":{"v:1":{}},
         "f:free":{"f:a":{"f:b":{}}},"f:gone":{"f:a":{}}}}
        """#))
    #expect(
      "\(set.fitted(to: PatchSchemas.custom).fieldsV1)"
        == #"{"f:spec":{"f:free":{"f:a":{"f:b":{}}},"f:gone":{"f:a":{}},"f:list":{},"#
        + #""f:set":{"v:1":{}},"f:whole":{}}}"#)
  }
}
