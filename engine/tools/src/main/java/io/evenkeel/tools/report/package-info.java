/**
 * Reports for those who watch and audit: kept from the audit feed alone, or read from a snapshot; never asked of the
 * cluster.
 */
package io.evenkeel.tools.report;
