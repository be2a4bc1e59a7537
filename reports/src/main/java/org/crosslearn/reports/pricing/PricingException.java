package org.crosslearn.reports.pricing;

/** What cannot be priced as asked; the message is meant for the user as it stands. */
public final class PricingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PricingException(String message) {
    super(message);
  }
}
