"""Builds protobuf_test_messages.proto3.TestAllTypesProto3 for Google's protobuf, without protoc."""

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, duration_pb2, field_mask_pb2
from google.protobuf import message_factory, struct_pb2, timestamp_pb2, wrappers_pb2

PACKAGE = "protobuf_test_messages.proto3"
NAME = f"{PACKAGE}.TestAllTypesProto3"
SCALARS = (
    "int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 float double bool string bytes".split()
)
PACKABLE = SCALARS[:13] + ["NestedEnum"]
NESTED, FOREIGN, ALL = f"{PACKAGE}.TestAllTypesProto3.NestedMessage", f"{PACKAGE}.ForeignMessage", NAME
ENUMS = {
    "NestedEnum": (f"{NAME}.NestedEnum", {"FOO": 0, "BAR": 1, "BAZ": 2, "NEG": -1}),
    "AliasedEnum": (f"{NAME}.AliasedEnum", {"ALIAS_FOO": 0, "ALIAS_BAR": 1, "ALIAS_BAZ": 2, "MOO": 2}),
    "ForeignEnum": (f"{PACKAGE}.ForeignEnum", {"FOREIGN_FOO": 0, "FOREIGN_BAR": 1, "FOREIGN_BAZ": 2}),
    "NullValue": ("google.protobuf.NullValue", None),
}
WRAPPED = "Bool Int32 Int64 UInt32 UInt64 Float Double String Bytes".split()
WRAPPERS = [f"google.protobuf.{kind}Value" for kind in WRAPPED]
MAPS = [(kind, kind) for kind in SCALARS[:10]] + [
    ("int32", "float"), ("int32", "double"), ("bool", "bool"), ("string", "string"), ("string", "bytes"),
    ("string", NESTED), ("string", FOREIGN), ("string", "NestedEnum"), ("string", "ForeignEnum"),
]
ONEOF = ["uint32", NESTED, "string", "bytes", "bool", "uint64", "float", "double", "NestedEnum", "NullValue"]
WELL_KNOWN = {
    301: "Duration", 302: "Timestamp", 303: "FieldMask", 304: "Struct", 305: "Any", 306: "Value",
    311: "Duration", 312: "Timestamp", 313: "FieldMask", 324: "Struct", 315: "Any", 316: "Value", 317: "ListValue",
}
Field = descriptor_pb2.FieldDescriptorProto


def add(message, number, kind, repeated=False):
    field = message.field.add(name=f"field_{number}", number=number)
    field.label = Field.LABEL_REPEATED if repeated else Field.LABEL_OPTIONAL
    if kind in SCALARS:
        field.type = getattr(Field, f"TYPE_{kind.upper()}")
    elif kind in ENUMS:
        field.type, field.type_name = Field.TYPE_ENUM, "." + ENUMS[kind][0]
    else:
        field.type, field.type_name = Field.TYPE_MESSAGE, "." + kind
    return field


def add_map(message, number, key, value):
    entry = message.nested_type.add(name=f"Field{number}Entry")
    entry.options.map_entry = True
    add(entry, 1, key).name = "key"
    add(entry, 2, value).name = "value"
    add(message, number, f"{NAME}.{entry.name}", repeated=True)


def add_enum(owner, kind):
    name, values = ENUMS[kind]
    enum = owner.enum_type.add(name=name.rsplit(".", 1)[1])
    enum.options.allow_alias = len(set(values.values())) < len(values)
    for label, number in values.items():
        enum.value.add(name=label, number=number)


def schema():
    imports = [any_pb2, duration_pb2, field_mask_pb2, struct_pb2, timestamp_pb2, wrappers_pb2]
    file = descriptor_pb2.FileDescriptorProto(name="test_all_types.proto", package=PACKAGE, syntax="proto3")
    file.dependency.extend(module.DESCRIPTOR.name for module in imports)
    foreign = file.message_type.add(name="ForeignMessage")
    add(foreign, 1, "int32")
    add_enum(file, "ForeignEnum")
    message = file.message_type.add(name="TestAllTypesProto3")
    nested = message.nested_type.add(name="NestedMessage")
    add(nested, 1, "int32")
    add(nested, 2, ALL)
    add_enum(message, "NestedEnum")
    add_enum(message, "AliasedEnum")

    singles = dict(enumerate(SCALARS, 1)) | {18: NESTED, 19: FOREIGN, 21: "NestedEnum", 22: "ForeignEnum"}
    singles |= {23: "AliasedEnum", 24: "string", 25: "string", 27: ALL, 307: "NullValue"}
    singles |= dict(enumerate(WRAPPERS, 201)) | {number: "int32" for number in range(401, 419)}
    many = dict(enumerate(SCALARS, 31)) | {48: NESTED, 49: FOREIGN, 51: "NestedEnum", 52: "ForeignEnum"}
    many |= {54: "string", 55: "string"} | dict(enumerate(PACKABLE, 75)) | dict(enumerate(PACKABLE, 89))
    many |= dict(enumerate(WRAPPERS, 211))
    for number, kind in WELL_KNOWN.items():
        (singles if number < 310 else many)[number] = f"google.protobuf.{kind}"
    for number, kind in singles.items():
        add(message, number, kind)
    for number, kind in many.items():
        field = add(message, number, kind, repeated=True)
        if 75 <= number <= 102:
            field.options.packed = number <= 88
    for number, (key, value) in enumerate(MAPS, 56):
        add_map(message, number, key, value)
    message.oneof_decl.add(name="oneof_field")
    for number, kind in enumerate(ONEOF, 111):
        add(message, number, kind).oneof_index = 0
    return file


def message_class():
    pool = descriptor_pool.Default()
    pool.Add(schema())
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(NAME))
