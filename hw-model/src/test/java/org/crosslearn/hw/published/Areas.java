package org.crosslearn.hw.published;

/** Square meters in the classes in which the published model prints them. */
record Areas(
    double array,
    double conversion,
    double accumulation,
    double interconnect,
    double other,
    double gradient) {
  static final Areas NONE = new Areas(0, 0, 0, 0, 0, 0);

  static Areas ofArray(double squareMeters) {
    return new Areas(squareMeters, 0, 0, 0, 0, 0);
  }

  static Areas ofConversion(double squareMeters) {
    return new Areas(0, squareMeters, 0, 0, 0, 0);
  }

  static Areas ofAccumulation(double squareMeters) {
    return new Areas(0, 0, squareMeters, 0, 0, 0);
  }

  static Areas ofInterconnect(double squareMeters) {
    return new Areas(0, 0, 0, squareMeters, 0, 0);
  }

  static Areas ofOther(double squareMeters) {
    return new Areas(0, 0, 0, 0, squareMeters, 0);
  }

  static Areas ofGradient(double squareMeters) {
    return new Areas(0, 0, 0, 0, 0, squareMeters);
  }

  Areas plus(Areas more) {
    return new Areas(
        array + more.array,
        conversion + more.conversion,
        accumulation + more.accumulation,
        interconnect + more.interconnect,
        other + more.other,
        gradient + more.gradient);
  }

  Areas times(double count) {
    return new Areas(
        count * array,
        count * conversion,
        count * accumulation,
        count * interconnect,
        count * other,
        count * gradient);
  }

  double sum() {
    return array + conversion + accumulation + interconnect + other + gradient;
  }
}
