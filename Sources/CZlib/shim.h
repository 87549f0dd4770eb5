#pragma once
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

/// The most bytes `coopwire_gzip` writes for `count` bytes of input.
static inline size_t coopwire_gzip_bound(size_t count) {
  return compressBound(count) + 18;
}

/// Writes one gzip member (RFC 1952) with no name and time 0, so that equal input gives equal output.
/// Returns the bytes written, or 0 where there was no memory or no room.
static inline size_t coopwire_gzip(
    const uint8_t *input, size_t count, uint8_t *output, size_t capacity, int level) {
  if (count > UINT32_MAX || capacity > UINT32_MAX) return 0;
  z_stream stream = {0};
  const int gzip_window = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  stream.next_in = (Bytef *)input;
  stream.avail_in = (uInt)count;
  stream.next_out = output;
  stream.avail_out = (uInt)capacity;
  const int status = deflate(&stream, Z_FINISH);
  const size_t written = stream.total_out;
  deflateEnd(&stream);
  return status == Z_STREAM_END ? written : 0;
}
