import { useParams } from '@tanstack/react-router';
import { lazy } from 'react';
import type { ElementType } from '@/shared/api';
import { useListedTypes } from '@/shared/ui';

/** The form over the page; most pages are read without ever opening it. */
export const QuickCreate = lazy(async () => ({ default: (await import('@/features/records')).QuickCreate }));

/** The types of which the employee may make records from anywhere; others are made on the card they belong to. */
export function useCreatableTypes(): ElementType[] {
  return useListedTypes().filter((type) => type.can.create === true);
}

/** The one of these whose list or card is on screen. */
export function useTypeHere(): string | undefined {
  const { type } = useParams({ strict: false });
  return useCreatableTypes().find(({ name }) => name === type)?.name;
}
