/** What owners are told unasked: margin statuses that changed, fills that call for a look. */
package io.evenkeel.core.notice;
