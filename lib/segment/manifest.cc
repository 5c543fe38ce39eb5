#include "segment/manifest.h"

#include <cmath>
#include <cstring>

#include "base/checksum.h"
#include "base/coding.h"
#include "segment/names.h"

namespace svitok::segment {

namespace {

constexpr std::string_view kMagic = "svkmanif";
constexpr std::uint32_t kVersion = 1;

void append_seal(std::string& out, const base::FileSeal& seal) {
  base::append_varint(out, seal.bytes);
  base::append_fixed(out, seal.checksum);
}

base::FileSeal read_seal(base::Decoder& decoder) {
  const std::uint64_t bytes = decoder.varint();
  return {bytes, decoder.fixed<std::uint64_t>()};
}

void append_segment(std::string& out, const SegmentEntry& entry) {
  base::append_string(out, entry.info.name);
  base::append_varint(out, entry.info.documents);
  for (const base::FileSeal* seal : {&entry.info.docs, &entry.info.store, &entry.info.text, &entry.info.words})
    append_seal(out, *seal);
  base::append_string(out, entry.tombstones);
  append_seal(out, entry.tombstone_seal);
  base::append_varint(out, entry.dead);
}

SegmentEntry read_segment(base::Decoder& decoder) {
  SegmentEntry entry;
  entry.info.name = decoder.string();
  entry.info.documents = decoder.varint32();
  for (base::FileSeal* seal : {&entry.info.docs, &entry.info.store, &entry.info.text, &entry.info.words})
    *seal = read_seal(decoder);
  entry.tombstones = decoder.string();
  entry.tombstone_seal = read_seal(decoder);
  entry.dead = decoder.varint32();
  return entry;
}

bool is_sound(const SegmentEntry& entry) {
  return is_segment_name(entry.info.name) && (entry.tombstones.empty() || is_tombstones_name(entry.tombstones)) &&
         entry.dead < entry.info.documents && entry.tombstones.empty() == (entry.dead == 0);
}

}  // namespace

std::string difference(const AnalyzerIdentity& made_by, const AnalyzerIdentity& present) {
  if (made_by == present) return {};
  const std::string anew = "index the documents anew";
  if (made_by.version != present.version) {
    return "the index was made by analyser version " + std::to_string(made_by.version) + ", this program has " +
           std::to_string(present.version) + "; " + anew;
  }
  if (present.dictionaries == 0) {
    return "the index was made with dictionaries of word forms, and none is found now; set SVITOK_DATA to the folder "
           "that holds them, or " +
           anew;
  }
  return std::string("the index was made ") + (made_by.dictionaries == 0 ? "without" : "with other") +
         " dictionaries of word forms; " + anew;
}

std::string encode(const Manifest& manifest) {
  std::string out(kMagic);
  base::append_fixed(out, kVersion);
  base::append_varint(out, manifest.generation);
  base::append_varint(out, manifest.analyzer.version);
  base::append_fixed(out, manifest.analyzer.dictionaries);
  base::append_varint(out, manifest.next_segment);
  base::append_varint(out, manifest.fields.size());
  for (const Field& field : manifest.fields) {
    base::append_string(out, field.name);
    base::append_fixed(out, field.weight);
  }
  base::append_varint(out, manifest.segments.size());
  for (const SegmentEntry& entry : manifest.segments) append_segment(out, entry);
  base::append_fixed(out, base::checksum(out));
  return out;
}

Manifest decode_manifest(const std::filesystem::path& path, std::string_view bytes) {
  constexpr std::size_t kLeast = kMagic.size() + sizeof kVersion + sizeof(std::uint64_t);
  const auto corrupt = [&path](const char* reason) {
    return CorruptionError(path, std::string("the index is damaged: ") + reason);
  };
  if (bytes.size() < kLeast || !bytes.starts_with(kMagic)) throw corrupt("this is no manifest");
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  if (base::load_fixed<std::uint64_t>(body.data() + body.size()) != base::checksum(body))
    throw corrupt("the manifest's checksum is wrong");
  base::Decoder decoder(body.substr(kMagic.size()));
  if (const auto version = decoder.fixed<std::uint32_t>(); version != kVersion) {
    throw VersionError(path, "manifest version " + std::to_string(version) + " is not the one this program reads (" +
                                 std::to_string(kVersion) + ")");
  }
  Manifest manifest;
  manifest.generation = decoder.varint();
  manifest.analyzer.version = decoder.varint32();
  manifest.analyzer.dictionaries = decoder.fixed<std::uint64_t>();
  manifest.next_segment = decoder.varint();
  const std::uint64_t fields = decoder.varint();
  for (std::uint64_t i = 0; i < fields && decoder.ok(); ++i) {
    Field field;
    field.name = decoder.string();
    field.weight = decoder.fixed<float>();
    manifest.fields.push_back(std::move(field));
  }
  const std::uint64_t segments = decoder.varint();
  for (std::uint64_t i = 0; i < segments && decoder.ok(); ++i) {
    manifest.segments.push_back(read_segment(decoder));
    if (decoder.ok() && !is_sound(manifest.segments.back())) throw corrupt("the manifest names what cannot be");
  }
  if (!decoder.ok() || decoder.remaining() != 0 || !are_valid(manifest.fields))
    throw corrupt("the manifest is malformed");
  return manifest;
}

bool are_valid(const Fields& fields) {
  if (fields.empty() || fields.size() > 16) return false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& [name, weight] = fields[i];
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (name.empty() || name.size() > 64 || name.find_first_not_of(kLetters) != std::string::npos) return false;
    if (!(weight >= 0.25F && weight <= 64.0F) || std::floor(weight * 4) != weight * 4) return false;
    for (std::size_t j = 0; j < i; ++j) {
      if (fields[j].name == name) return false;
    }
  }
  return true;
}

}  // namespace svitok::segment
