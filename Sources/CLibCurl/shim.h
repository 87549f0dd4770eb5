#pragma once
#include <curl/curl.h>

// curl_easy_setopt, curl_easy_getinfo and curl_multi_setopt are variadic, and Swift cannot call
// variadic C functions: one typed function for each kind of argument.

typedef size_t (*curl_sink)(char *bytes, size_t size, size_t count, void *context);
typedef curl_socket_t (*curl_socket_opener)(void *context, curlsocktype purpose,
                                            struct curl_sockaddr *address);
typedef int (*curl_send_guard)(void *context, char *remote_ip, char *local_ip, int remote_port,
                               int local_port);

static inline CURLcode curl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_sink(CURL *easy, CURLoption option, curl_sink value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_socket_opener(CURL *easy, CURLoption option,
                                              curl_socket_opener value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_send_guard(CURL *easy, CURLoption option, curl_send_guard value) {
  return curl_easy_setopt(easy, option, value);
}
static inline CURLcode curl_set_bytes(CURL *easy, CURLoption option, const void *bytes,
                                      size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return curl_easy_setopt(easy, option, &blob);
}
static inline CURLcode curl_get_long(CURL *easy, CURLINFO info, long *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode curl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
  return curl_easy_getinfo(easy, info, value);
}
static inline CURLMcode curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}
// CURLMsg keeps its result in an anonymous union; this hands out plain values.
static inline CURL *curl_next_done(CURLM *multi, CURLcode *result) {
  int queued;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &queued));)
    if (message->msg == CURLMSG_DONE) {
      *result = message->data.result;
      return message->easy_handle;
    }
  return NULL;
}
